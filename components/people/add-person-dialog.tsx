// A new person: who it is, what they are here, and a password that is shown this once.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { covers, passwordFault, pinFault, ROLES, type Role, rightsOf } from '@/domain/access'
import { add } from '@/forms/access/people'
import { newPassword } from './new-password'
import { ShownOnce } from './shown-once'
import type { People } from './types'
import { usePeopleChange } from './use-people'

export function AddPersonDialog({ people, onClose }: { people: People; onClose: () => void }) {
  const t = useTranslations('people')
  const tRole = useTranslations('staff.role')
  const { storeId } = useDesk()
  const [made, setMade] = useState<{ login: string; password: string } | null>(null)
  const [password] = useState(newPassword)
  const mine = people.stores.find((each) => each.storeId === storeId)?.rights
  const roles = ROLES.filter((role) => mine && covers(mine, rightsOf(role, [])))
  const form = useForm({
    schema: add,
    typed: { name: '', login: '', role: 'waiter' as Role, password, pin: '' },
    read: ({ pin, ...typed }) => ({ ...typed, pin: orNone(() => 0, pin) === null ? null : pin }),
    says: { login: t('loginRule') },
    rule: (request) => {
      const fault = passwordFault(request.password, request.login)
      const flaw = request.pin === null ? null : pinFault(request.pin)
      return {
        ...(fault && { password: t(`fault.${fault}`) }),
        ...(flaw && { pin: t(`pinFault.${flaw}`) }),
      }
    },
  })
  const save = usePeopleChange(async (door, request: z.output<typeof add>) => {
    await door.add.mutate({ storeId, ...request })
    setMade({ login: request.login, password: request.password })
  })
  if (made) return <ShownOnce {...made} onClose={onClose} />
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('add')}
      text={t('addHint')}
      action={t('addNow')}
      variant="primary"
      onConfirm={async () => {
        await form.confirm(save.ask)
        return false
      }}
    >
      <Field label={t('field.name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <Field
        label={t('field.role')}
        hint={t(`roleHint.${form.typed.role}`)}
        error={form.wrong('role')}
      >
        <Select {...form.of('role')}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {tRole(role)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('field.login')} hint={t('field.loginHint')} error={form.wrong('login')}>
        <Input autoComplete="off" autoCapitalize="none" {...form.of('login')} />
      </Field>
      <Field
        label={t('field.password')}
        hint={t('field.passwordHint')}
        error={form.wrong('password')}
      >
        <Input autoComplete="off" autoCapitalize="none" {...form.of('password')} />
      </Field>
      <Field label={t('field.pin')} hint={t('field.pinHint')} error={form.wrong('pin')}>
        <Input inputMode="numeric" autoComplete="off" {...form.of('pin')} />
      </Field>
    </ConfirmDialog>
  )
}
