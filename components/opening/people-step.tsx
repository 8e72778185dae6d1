'use client'
// Who works here besides the owner: a name, a role, a way to sign in.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { passwordFault, ROLES, type Role } from '@/domain/access'
import * as forms from '@/forms/access/people'
import { StepPage } from './opening-frame'
import { StepButtons } from './step-buttons'

export function PeopleStep({ onDone }: { onDone: () => void }) {
  const t = useTranslations('setup.people')
  const tRole = useTranslations('staff.role')
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const people = useQuery(trpc.access.people.list.queryOptions({ storeId }))
  return (
    <StepPage title={t('title')} lead={t('lead')}>
      {people.isPending && <Loading />}
      {people.isError && <Failed error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && (
        <>
          <section aria-label={t('here')}>
            <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
              {people.data.people.map((person) => (
                <li key={person.id} className="flex items-baseline gap-4 px-4 py-3">
                  <span className="min-w-0 flex-1 truncate font-medium">{person.name}</span>
                  <span className="text-ink-soft text-sm">{person.login}</span>
                  <span className="w-20 text-right text-sm">{tRole(person.role)}</span>
                </li>
              ))}
            </ul>
          </section>
          {/* An empty form for the next person. */}
          <AddPerson key={people.data.people.length} />
          <StepButtons step="people" isReady={people.data.people.length > 1} onDone={onDone} />
        </>
      )}
    </StepPage>
  )
}

function AddPerson() {
  const t = useTranslations('setup.people')
  const tRole = useTranslations('staff.role')
  const tFault = useTranslations('setup.fault')
  const { storeId } = useDesk()
  const form = useForm({
    schema: forms.add,
    typed: { name: '', login: '', password: '', role: 'waiter' as Role },
    read: (typed) => ({ ...typed, pin: null }),
    rule: ({ login, password }) => {
      const fault = passwordFault(password, login)
      return fault ? { password: tFault(fault) } : {}
    },
  })
  const { role } = form.typed
  const add = useCommand((server) => server.access.people.add.mutate, {
    isToldHere: true,
    said: (_, { name }) => t('added', { name }),
    stale: ['access'],
  })
  return (
    <Card className="p-5!">
      <form
        noValidate
        className="space-y-5"
        onSubmit={form.send((request) => add.run({ storeId, ...request }))}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Field label={t('name')} error={form.wrong('name')}>
            <Input autoComplete="off" {...form.of('name')} />
          </Field>
          <Field label={t('role')} hint={t(`about.${role}`)} error={form.wrong('role')}>
            <Select
              value={role}
              onChange={(event) => form.change('role', event.target.value as Role)}
            >
              {[...ROLES].reverse().map((each) => (
                <option key={each} value={each}>
                  {tRole(each)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('login')} hint={t('loginHint')} error={form.wrong('login')}>
            <Input
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              {...form.of('login')}
            />
          </Field>
          <Field label={t('password')} hint={t('passwordHint')} error={form.wrong('password')}>
            <Input autoComplete="off" {...form.of('password')} />
          </Field>
        </div>
        {add.trouble && <Alert>{add.trouble}</Alert>}
        <Button type="submit" variant="outline" size="lg" disabled={add.isBusy}>
          {t('add')}
        </Button>
      </form>
    </Card>
  )
}
