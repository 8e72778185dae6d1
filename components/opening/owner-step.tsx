'use client'
// The second step: who owns the restaurant. They are signed in when it is done.

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useForm } from '@/components/desk/use-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useCommand } from '@/components/wire/use-command'
import { passwordFault } from '@/domain/access'
import { setupPath } from '@/domain/paths'
import * as forms from '@/forms/opening'
import { DemoBackup } from './demo-backup'
import { StepPage } from './opening-frame'

export function OwnerStep({ demoBackup }: { demoBackup: string | null }) {
  const t = useTranslations('setup.owner')
  const tSignIn = useTranslations('sign-in')
  const tFault = useTranslations('setup.fault')
  const [isShown, setIsShown] = useState(false)
  const form = useForm({
    schema: forms.openOwner,
    typed: { name: '', login: '', password: '' },
    read: (typed) => typed,
    rule: ({ login, password }) => {
      const fault = passwordFault(password, login)
      return fault ? { password: tFault(fault) } : {}
    },
  })
  const save = useCommand((server) => server.opening.openOwner.mutate, {
    isToldHere: true,
    // A whole new page, as the owner's.
    onDone: () => window.location.assign(setupPath()),
  })
  const isEntering = save.isBusy || save.isDone
  return (
    <StepPage title={t('title')} lead={t('lead')}>
      {demoBackup && <DemoBackup path={demoBackup} />}
      <form
        method="post"
        noValidate
        className="max-w-md space-y-5"
        onSubmit={form.send((request) => save.run(request))}
      >
        <Field label={t('name')} error={form.wrong('name')}>
          <Input autoComplete="name" autoFocus {...form.of('name')} />
        </Field>
        <Field label={t('login')} hint={t('loginHint')} error={form.wrong('login')}>
          <Input
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...form.of('login')}
          />
        </Field>
        <Field label={t('password')} hint={t('passwordHint')} error={form.wrong('password')}>
          <div className="relative">
            <Input
              type={isShown ? 'text' : 'password'}
              autoComplete="new-password"
              className="pr-12"
              {...form.of('password')}
            />
            <button
              type="button"
              aria-label={isShown ? tSignIn('hide') : tSignIn('show')}
              onClick={() => setIsShown(!isShown)}
              className="absolute inset-y-0 right-0 grid w-12 place-items-center text-ink-soft"
            >
              {isShown ? (
                <EyeOff aria-hidden className="size-5" />
              ) : (
                <Eye aria-hidden className="size-5" />
              )}
            </button>
          </div>
        </Field>
        {save.trouble && <Alert>{save.trouble}</Alert>}
        <Button type="submit" size="lg" className="w-full sm:w-auto" disabled={isEntering}>
          {t('save')}
        </Button>
        <p className="text-ink-soft text-sm">{t('needed')}</p>
      </form>
    </StepPage>
  )
}
