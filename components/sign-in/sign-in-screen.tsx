'use client'
// Staff sign in here and go on to where they wanted, or to where their role starts its day.

import { Eye, EyeOff, MonitorSmartphone, Store } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DoorFrame } from '@/components/desk/door-frame'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useCommand } from '@/components/wire/use-command'
import { wayBack } from '@/domain/access'
import { setupPath } from '@/domain/paths'
import * as access from '@/forms/access'

export function SignInScreen({
  to,
  screenHome,
  isDemo,
}: {
  to: string | undefined
  /** Where this device is at home, when it is a paired screen. */
  screenHome: string | null
  isDemo: boolean
}) {
  const t = useTranslations('sign-in')
  const [isShown, setIsShown] = useState(false)
  const form = useForm({
    schema: access.signIn,
    // Nothing: what was typed or filled in before the page was alive stays.
    typed: {} as { login: string; password: string },
    read: (typed) => typed,
  })
  const signIn = useCommand((server) => server.access.signIn.mutate, {
    isToldHere: true,
    // A whole new page: whatever a previous person's screens had read is gone.
    onDone: ({ roles }) => window.location.assign(wayBack(to, roles[0])),
  })
  const isEntering = signIn.isBusy || signIn.isDone
  return (
    <DoorFrame title={t('title')} text={t('hint')}>
      <form
        // Sent before the page is alive, the password must not stand in the address.
        method="post"
        className="space-y-4"
        noValidate
        onSubmit={(event) => {
          // A keeper of passwords may fill in without a word to the page.
          const filled = new FormData(event.currentTarget)
          for (const name of ['login', 'password'] as const) {
            form.change(name, String(filled.get(name)))
          }
          void form.send((request) => signIn.run(request))(event)
        }}
      >
        <Field label={t('login')} error={form.wrong('login')}>
          <Input
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            autoFocus
            className="h-12 text-base"
            {...form.of('login')}
          />
        </Field>
        <Field label={t('password')} error={form.wrong('password')}>
          <div className="relative">
            <Input
              type={isShown ? 'text' : 'password'}
              autoComplete="current-password"
              aria-invalid={signIn.trouble !== null || undefined}
              aria-describedby={signIn.trouble ? 'sign-in-trouble' : undefined}
              className="h-12 pr-12 text-base"
              {...form.of('password')}
            />
            <button
              type="button"
              aria-label={isShown ? t('hide') : t('show')}
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
        <p id="sign-in-trouble" role="alert" className="min-h-5 text-danger text-sm">
          {signIn.trouble}
        </p>
        <Button type="submit" size="lg" className="w-full" disabled={isEntering}>
          {isEntering ? t('entering') : t('enter')}
        </Button>
        <p className="text-center text-ink-soft text-sm">{t('forgotten')}</p>
        <Link
          href={screenHome ?? '/kitchen/pair'}
          prefetch={false}
          className="flex min-h-11 items-center justify-center gap-2 text-ink-soft text-sm underline underline-offset-2"
        >
          <MonitorSmartphone aria-hidden className="size-4" />
          {t(screenHome ? 'screen.back' : 'screen.make')}
        </Link>
        {isDemo && (
          <Link
            href={setupPath()}
            prefetch={false}
            className="flex min-h-11 items-center justify-center gap-2 text-ink-soft text-sm underline underline-offset-2"
          >
            <Store aria-hidden className="size-4" />
            {t('own')}
          </Link>
        )}
      </form>
    </DoorFrame>
  )
}
