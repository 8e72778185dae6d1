'use client'
// Staff sign in here and go on to where they wanted, or to where their role starts its day.

import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import { wayBack } from '@/domain/access'
import { DoorFrame } from './door-frame'

export function SignInScreen({ to }: { to: string | undefined }) {
  const t = useTranslations('sign-in')
  const trpc = useTRPC()
  const [isShown, setIsShown] = useState(false)
  const signIn = useMutation(
    trpc.access.signIn.mutationOptions({
      // A whole new page: whatever a previous person's screens had read is gone.
      onSuccess: ({ roles }) => window.location.assign(wayBack(to, roles[0])),
    }),
  )
  const isEntering = signIn.isPending || signIn.isSuccess
  return (
    <DoorFrame title={t('title')} text={t('hint')}>
      <form
        // Sent before the page is alive, the password must not stand in the address.
        method="post"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          signIn.mutate({
            login: String(form.get('login')),
            password: String(form.get('password')),
          })
        }}
      >
        <label className="block space-y-1.5">
          <span className="font-medium text-sm">{t('login')}</span>
          <Input
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            required
            maxLength={64}
            autoFocus
            className="h-12 text-base"
          />
        </label>
        <div className="space-y-1.5">
          <label htmlFor="password" className="block font-medium text-sm">
            {t('password')}
          </label>
          <div className="relative">
            <Input
              id="password"
              name="password"
              type={isShown ? 'text' : 'password'}
              autoComplete="current-password"
              required
              maxLength={200}
              aria-invalid={signIn.isError}
              aria-describedby="sign-in-trouble"
              className="h-12 pr-12 text-base"
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
        </div>
        <p id="sign-in-trouble" role="alert" className="min-h-5 text-danger text-sm">
          {signIn.isError && (isUnanswered(signIn.error) ? t('unanswered') : signIn.error.message)}
        </p>
        <Button type="submit" size="lg" className="w-full" disabled={isEntering}>
          {isEntering ? t('entering') : t('enter')}
        </Button>
        <p className="text-center text-ink-soft text-sm">{t('forgotten')}</p>
      </form>
    </DoorFrame>
  )
}
