// A new member on their own word: phone, name, and that they agreed to our keeping both.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useCommand } from '@/components/wire/use-command'
import { normalPhone } from '@/domain/membership'
import { register } from '@/forms/membership'

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
  const form = useForm({
    schema: register,
    typed: { phone: givenPhone, name: '', hasConsented: false },
    read: (typed) => typed,
    rule: ({ phone, name, hasConsented }) => ({
      ...(normalPhone(phone) === null && { phone: t('register.phoneWrong') }),
      ...(name === '' && { name: t('register.nameNeeded') }),
      ...(!hasConsented && { hasConsented: t('register.consentNeeded') }),
    }),
  })
  const save = useCommand((server) => server.membership.register.mutate, {
    said: ({ name: kept }) => t('register.done', { name: kept }),
    isToldHere: true,
    onDone: ({ id }) => onDone(id),
  })
  return (
    <form
      noValidate
      className="space-y-4 rounded-3xl border border-line bg-surface p-5"
      onSubmit={form.send((request) => save.run({ storeId, ...request }))}
    >
      <h2 className="font-semibold text-lg">{t('register.title')}</h2>
      <Field label={t('find.phone')} error={form.wrong('phone')}>
        <Input type="tel" inputMode="tel" autoComplete="off" {...form.of('phone')} />
      </Field>
      <Field label={t('register.name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <Checkbox error={form.wrong('hasConsented')} {...form.of('hasConsented')}>
        {t('register.consent')}
      </Checkbox>
      {save.trouble && (
        <p role="alert" className="text-danger text-sm">
          {save.trouble}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="button" variant="ghost" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" className="flex-1" disabled={save.isBusy}>
          {t('register.do')}
        </Button>
      </div>
    </form>
  )
}
