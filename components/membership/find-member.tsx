// Finds a member by the phone they say; a phone that is nobody's can become a member at once.

import { useQueryClient } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { refusalIn, useTRPC } from '@/components/wire/trpc'
import type { MemberCard } from './types'

export function FindMember({
  onFound,
  onRegister,
}: {
  onFound: (member: MemberCard) => void
  onRegister?: ((phone: string) => void) | undefined
}) {
  const t = useTranslations('members')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [phone, setPhone] = useState('')
  const [isSeeking, setIsSeeking] = useState(false)
  const [trouble, setTrouble] = useState<{ text: string; isUnknown: boolean } | null>(null)

  const seek = async () => {
    setIsSeeking(true)
    setTrouble(null)
    try {
      const options = trpc.membership.find.queryOptions({ storeId, phone }, { staleTime: 0 })
      onFound(await queryClient.fetchQuery(options))
    } catch (error) {
      const text = (error as Error).message
      setTrouble({ text, isUnknown: refusalIn(error)?.code === 'member.unknown' })
    } finally {
      setIsSeeking(false)
    }
  }
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        void seek()
      }}
    >
      <label htmlFor="member-phone" className="block font-medium text-sm">
        {t('find.phone')}
      </label>
      <div className="flex gap-2">
        <Input
          id="member-phone"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          value={phone}
          maxLength={32}
          placeholder="138 0000 0000"
          aria-invalid={trouble !== null}
          aria-describedby="member-trouble"
          className="h-12 flex-1 text-lg tabular-nums"
          onChange={(event) => {
            setPhone(event.target.value)
            setTrouble(null)
          }}
        />
        <Button type="submit" size="lg" disabled={phone.trim() === '' || isSeeking}>
          <Search aria-hidden /> {t('find.seek')}
        </Button>
      </div>
      <div id="member-trouble" role="status">
        {trouble && (
          <p className="flex flex-wrap items-center gap-3 text-danger text-sm">
            {trouble.text}
            {trouble.isUnknown && onRegister && (
              <Button type="button" size="sm" variant="outline" onClick={() => onRegister(phone)}>
                {t('register.withPhone')}
              </Button>
            )}
          </p>
        )}
      </div>
    </form>
  )
}
