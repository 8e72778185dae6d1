// Who is there now: chosen by name, proved by a PIN. Where nobody has one yet, it says how.

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, KeyRound, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { NumberPad } from '@/components/ui/number-pad'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { PIN_LENGTH, type Role } from '@/domain/access'

type Colleague = { id: number; name: string; role: Role }

export function SwitchPerson({ onDone }: { onDone: (colleague: Colleague) => void }) {
  const t = useTranslations('staff.switch')
  const tRole = useTranslations('staff.role')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.access.colleagues.queryOptions())
  const [chosen, setChosen] = useState<Colleague | null>(null)
  if (data === undefined) {
    return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />
  }
  if (!data || data.people.length === 0) {
    return (
      <Notice Icon={KeyRound} title={t('none')}>
        {t('noneHint')}
      </Notice>
    )
  }
  if (chosen) return <Pin colleague={chosen} onBack={() => setChosen(null)} onDone={onDone} />
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
      {data.people.map((colleague) => (
        <li key={colleague.id}>
          <button
            type="button"
            onClick={() => setChosen(colleague)}
            className="flex min-h-24 w-full flex-col items-center justify-center gap-1 rounded-2xl border border-line bg-surface p-3 active:bg-ink/8"
          >
            <span
              aria-hidden
              className="grid size-10 place-items-center rounded-full bg-primary-soft font-semibold text-primary"
            >
              {[...colleague.name][0] ?? <UserRound className="size-5" />}
            </span>
            <span className="max-w-full truncate font-semibold">{colleague.name}</span>
            <span className="text-ink-soft text-sm">{tRole(colleague.role)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Pin({
  colleague,
  onBack,
  onDone,
}: {
  colleague: Colleague
  onBack: () => void
  onDone: (colleague: Colleague) => void
}) {
  const t = useTranslations('staff.switch')
  const [pin, setPin] = useState('')
  const change = useCommand((server) => server.access.switchPerson.mutate, {
    isToldHere: true,
    onDone,
    onTrouble: () => setPin(''),
  })
  const isReady = pin.length >= PIN_LENGTH.least && !change.isBusy && !change.isDone
  const type = (next: string) => {
    change.forget()
    setPin(next)
  }
  return (
    <form
      className="mx-auto max-w-xs space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) change.run({ staffId: colleague.id, pin })
      }}
    >
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-label={t('back')}
          onClick={onBack}
          className="grid size-11 place-items-center rounded-xl text-ink-soft"
        >
          <ArrowLeft aria-hidden className="size-5" />
        </button>
        <p className="min-w-0 truncate font-semibold text-lg">{colleague.name}</p>
      </div>
      <label className="block">
        <span className="sr-only">{t('pinOf', { name: colleague.name })}</span>
        <input
          type="password"
          inputMode="none"
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the pad was asked for, and keys work at once
          autoFocus
          value={pin}
          maxLength={PIN_LENGTH.most}
          onChange={({ target }) => type(target.value.replace(/\D/g, ''))}
          className={cn(
            'h-14 w-full rounded-xl border border-edge bg-surface text-center text-2xl text-ink tracking-[0.4em]',
            change.trouble && 'border-danger',
          )}
        />
      </label>
      {change.trouble && <Alert>{change.trouble}</Alert>}
      <NumberPad
        value={pin}
        onChange={type}
        name={t('pin')}
        maximumLength={PIN_LENGTH.most}
        isCode
      />
      <Button type="submit" size="lg" className="w-full" disabled={!isReady}>
        {t('enter')}
      </Button>
    </form>
  )
}
