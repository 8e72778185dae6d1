// One's own password or PIN, by who knows the password.

import { useTranslations } from 'use-intl'
import { useForm } from '@/components/desk/use-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useCommand } from '@/components/wire/use-command'
import { pinFault } from '@/domain/access'
import { changePassword, changePin } from '@/forms/access'

export function OwnDialog({ of, onClose }: { of: 'password' | 'pin'; onClose: () => void }) {
  return of === 'pin' ? <OwnPin onClose={onClose} /> : <OwnPassword onClose={onClose} />
}

function OwnPin({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people')
  const form = useForm({
    schema: changePin,
    typed: { password: '', pin: '' },
    read: (typed) => typed,
    rule: ({ pin }) => {
      const fault = pinFault(pin)
      return fault ? { pin: t(`pinFault.${fault}`) } : {}
    },
  })
  const save = useCommand((server) => server.access.changePin.mutate, {
    said: t('pinSaved'),
    stale: ['access.people'],
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('ownPin')}
      text={t('pinText')}
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.current')} error={form.wrong('password')}>
        <Input type="password" autoComplete="current-password" {...form.of('password')} />
      </Field>
      <Field label={t('field.newPin')} error={form.wrong('pin')}>
        <Input inputMode="numeric" autoComplete="off" {...form.of('pin')} />
      </Field>
    </ConfirmDialog>
  )
}

function OwnPassword({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people')
  const form = useForm({
    schema: changePassword,
    typed: { password: '', next: '' },
    read: (typed) => typed,
  })
  const save = useCommand((server) => server.access.changePassword.mutate, {
    // Every session ended, this one too.
    onDone: () => window.location.assign('/staff/sign-in?by=password'),
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('ownPassword')}
      text={t('ownPasswordText')}
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.current')} error={form.wrong('password')}>
        <Input type="password" autoComplete="current-password" {...form.of('password')} />
      </Field>
      <Field label={t('field.next')} error={form.wrong('next')}>
        <Input type="password" autoComplete="new-password" {...form.of('next')} />
      </Field>
    </ConfirmDialog>
  )
}
