// A new member on their own word: phone, name, and that they agreed to our keeping both.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'

export function RegisterMember({
  phone: givenPhone,
  onDone,
  onBack,
}: {
  phone: string
  onDone: (memberId: number) => void
  onBack: () => void
}) {
  const t = useTranslations('members')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [phone, setPhone] = useState(givenPhone)
  const [name, setName] = useState('')
  const [hasConsented, setHasConsented] = useState(false)
  const register = useMutation(
    trpc.membership.register.mutationOptions({
      onSuccess: (member) => {
        toast.success(t('register.done', { name: member.name }))
        onDone(member.id)
      },
    }),
  )
  return (
    <form
      className="space-y-4 rounded-3xl border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault()
        register.mutate({ storeId, phone, name: name.trim(), hasConsented })
      }}
    >
      <h2 className="font-semibold text-lg">{t('register.title')}</h2>
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('find.phone')}</span>
        <Input
          type="tel"
          inputMode="tel"
          autoComplete="off"
          required
          maxLength={32}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
      </label>
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('register.name')}</span>
        <Input
          required
          maxLength={40}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="flex min-h-11 items-center gap-3 text-sm">
        <input
          type="checkbox"
          required
          checked={hasConsented}
          className="size-5 accent-primary"
          onChange={(event) => setHasConsented(event.target.checked)}
        />
        {t('register.consent')}
      </label>
      {register.isError && (
        <p role="alert" className="text-danger text-sm">
          {isUnanswered(register.error) ? t('unanswered') : register.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="button" variant="ghost" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" className="flex-1" disabled={register.isPending}>
          {t('register.do')}
        </Button>
      </div>
    </form>
  )
}
