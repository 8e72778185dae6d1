// What a manager changes about somebody's account: name and login, password, PIN.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { passwordFault, pinFault } from '@/domain/access'
import * as forms from '@/forms/access/people'
import { newPassword } from './new-password'
import { ShownOnce } from './shown-once'
import type { PersonFile } from './types'
import { usePeopleChange } from './use-people'

type Props = { person: PersonFile; onClose: () => void }

export function RenameDialog({ person, onClose }: Props) {
  const t = useTranslations('people')
  const { storeId } = useDesk()
  const form = useForm({
    schema: forms.rename,
    typed: { name: person.name, login: person.login },
    read: (typed) => typed,
    says: { login: t('loginRule') },
  })
  const save = usePeopleChange((door, request: z.output<typeof forms.rename>) =>
    door.rename.mutate({ storeId, staffId: person.id, ...request }),
  )
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('rename')}
      text=""
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <Field label={t('field.login')} hint={t('field.loginHint')} error={form.wrong('login')}>
        <Input autoComplete="off" autoCapitalize="none" {...form.of('login')} />
      </Field>
    </ConfirmDialog>
  )
}

export function PasswordDialog({ person, onClose }: Props) {
  const t = useTranslations('people')
  const { storeId } = useDesk()
  const [password] = useState(newPassword)
  const [made, setMade] = useState<string | null>(null)
  const form = useForm({
    schema: forms.setPassword,
    typed: { password },
    read: (typed) => typed,
    rule: (request) => {
      const fault = passwordFault(request.password, person.login)
      return fault ? { password: t(`fault.${fault}`) } : {}
    },
  })
  const save = usePeopleChange(async (door, request: z.output<typeof forms.setPassword>) => {
    await door.setPassword.mutate({ storeId, staffId: person.id, ...request })
    setMade(request.password)
  })
  if (made !== null) return <ShownOnce login={person.login} password={made} onClose={onClose} />
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('resetTitle', { name: person.name })}
      text={t('resetText')}
      action={t('resetPassword')}
      onConfirm={async () => {
        await form.confirm(save.ask)
        return false
      }}
    >
      <Field
        label={t('field.password')}
        hint={t('field.passwordHint')}
        error={form.wrong('password')}
      >
        <Input autoComplete="off" autoCapitalize="none" {...form.of('password')} />
      </Field>
    </ConfirmDialog>
  )
}

export function PinDialog({ person, onClose }: Props) {
  const t = useTranslations('people')
  const { storeId } = useDesk()
  const form = useForm({
    schema: forms.setPin,
    typed: { pin: '' },
    read: (typed) => typed,
    rule: ({ pin }) => {
      const fault = pin === null ? null : pinFault(pin)
      return fault ? { pin: t(`pinFault.${fault}`) } : {}
    },
  })
  const save = usePeopleChange(
    (door, request: z.output<typeof forms.setPin>) =>
      door.setPin.mutate({ storeId, staffId: person.id, ...request }),
    t('pinSaved'),
  )
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('pinTitle', { name: person.name })}
      text={t('pinText')}
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.newPin')} error={form.wrong('pin')}>
        <Input inputMode="numeric" autoComplete="off" {...form.of('pin')} />
      </Field>
      {person.hasPin && (
        <Button
          variant="ghost"
          disabled={save.isBusy}
          onClick={() => save.run({ pin: null }, onClose)}
        >
          {t('takePin')}
        </Button>
      )}
    </ConfirmDialog>
  )
}
