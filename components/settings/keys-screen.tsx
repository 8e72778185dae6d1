'use client'
// The keys by which programs act for the store: what each may, when it was last used, and how a new
// one is made, whose text is shown this once.

import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Check, Copy, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { useTimes } from '@/components/desk/use-times'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { PERMISSIONS, type Permission } from '@/domain/access'
import { makeKey } from '@/forms/house'
import type { AppRouter } from '@/server/router'
import { FormCard, Read, SettingsPage } from './settings-page'

type Key = inferRouterOutputs<AppRouter>['house']['keys'][number]

/** How long a key may hold, in days; '' = until somebody ends it. */
const DAYS = ['', '30', '90', '365'] as const

export function KeysScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="keys">
      <Keys key={desk.storeRole.storeId} />
    </SettingsPage>
  )
}

function Keys() {
  const t = useTranslations('settings.keys')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const keys = useQuery(trpc.house.keys.queryOptions({ storeId }))
  const [isMaking, setMaking] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  const add = (
    <Button onClick={() => setMaking(true)}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  )
  return (
    <>
      {token !== null && <NewToken token={token} onSeen={() => setToken(null)} />}
      {isMaking && (
        <KeyForm
          onMade={(made) => {
            setToken(made)
            setMaking(false)
          }}
          onCancel={() => setMaking(false)}
        />
      )}
      <Read query={keys}>
        {(all) =>
          all.length === 0 ? (
            !isMaking && (
              <Notice Icon={KeyRound} title={t('none')} action={add}>
                {t('noneHint')}
              </Notice>
            )
          ) : (
            <>
              {!isMaking && add}
              <ul className="space-y-3">
                {all.map((key) => (
                  <li key={key.id}>
                    <KeyCard held={key} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Read>
      <p className="text-ink-soft text-sm">{t('docs')}</p>
    </>
  )
}

function NewToken({ token, onSeen }: { token: string; onSeen: () => void }) {
  const t = useTranslations('settings.keys')
  const [isCopied, setCopied] = useState(false)
  return (
    <Alert tone="success">
      <p className="font-semibold">{t('once')}</p>
      <p className="my-2 select-all break-all rounded-lg bg-surface p-3 font-mono text-base text-ink">
        {token}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          variant="outline"
          onClick={() =>
            // A page without a certificate may not write it; it can be marked and copied there.
            void navigator.clipboard?.writeText(token).then(
              () => setCopied(true),
              () => {},
            )
          }
        >
          {isCopied ? (
            <Check aria-hidden className="size-4" />
          ) : (
            <Copy aria-hidden className="size-4" />
          )}
          {t(isCopied ? 'copied' : 'copy')}
        </Button>
        <Button size="sm" variant="ghost" onClick={onSeen}>
          {t('seen')}
        </Button>
      </div>
    </Alert>
  )
}

function KeyForm({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
  const t = useTranslations('settings.keys')
  const { storeId, may } = useDesk()
  const form = useForm({
    schema: makeKey,
    typed: { name: '', scopes: [] as Permission[], days: '' },
    read: ({ days, ...typed }) => ({ ...typed, days: orNone(numberIn, days) }),
    says: { scopes: t('noScope') },
  })
  const make = useCommand((server) => server.house.makeKey.mutate, {
    stale: ['house'],
    isToldHere: true,
    onDone: ({ token }) => onMade(token),
  })
  const { scopes } = form.typed
  return (
    <FormCard
      title={t('add')}
      trouble={make.trouble ?? form.trouble}
      isBusy={make.isBusy}
      action={t('make')}
      onCancel={onCancel}
      onSubmit={form.send((request) => make.run({ storeId, ...request }))}
    >
      <Field label={t('name')} hint={t('nameHint')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <fieldset className="min-w-0">
        <legend className="font-medium text-sm">{t('may')}</legend>
        <div className="grid grid-cols-1 sm:grid-cols-2 sm:gap-x-4">
          {PERMISSIONS.filter(may).map((permission) => (
            <Checkbox
              key={permission}
              checked={scopes.includes(permission)}
              onChange={({ target }) =>
                form.change(
                  'scopes',
                  target.checked
                    ? [...scopes, permission]
                    : scopes.filter((each) => each !== permission),
                )
              }
            >
              {t(`scope.${permission}`)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <Field label={t('lasts')} error={form.wrong('days')}>
        <Select {...form.of('days')}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {days === '' ? t('untilEnded') : t('days', { days: Number(days) })}
            </option>
          ))}
        </Select>
      </Field>
    </FormCard>
  )
}

function KeyCard({ held }: { held: Key }) {
  const t = useTranslations('settings.keys')
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const [isEnding, setEnding] = useState(false)
  const end = useCommand((server) => server.house.endKey.mutate, {
    stale: ['house'],
    said: t('ended', { name: held.name }),
  })
  const isOver = held.expiresAt !== null && Date.parse(held.expiresAt) <= Date.now()
  const state = held.endedAt ? 'stateEnded' : isOver ? 'stateOver' : 'stateUsed'
  const facts = [
    held.createdBy
      ? t('madeBy', { name: held.createdBy, time: dayAndClock(held.createdAt) })
      : t('madeAt', { time: dayAndClock(held.createdAt) }),
    held.lastUsedAt ? t('usedAt', { time: dayAndClock(held.lastUsedAt) }) : t('neverUsed'),
    ...(held.endedAt
      ? [t('endedAt', { time: dayAndClock(held.endedAt) })]
      : held.expiresAt
        ? [t('expiresAt', { time: dayAndClock(held.expiresAt) })]
        : []),
  ]
  return (
    <article
      aria-label={held.name}
      className="space-y-3 rounded-2xl border border-line bg-surface p-4"
    >
      <header className="flex items-center gap-3">
        <h2 className="min-w-0 flex-1 break-words font-semibold text-lg">{held.name}</h2>
        <Badge tone={state === 'stateUsed' ? 'success' : 'neutral'}>{t(state)}</Badge>
      </header>
      <p className="text-ink-soft text-sm">{facts.join(' · ')}</p>
      <ul className="flex flex-wrap gap-1.5">
        {held.scopes.map((permission) => (
          <li key={permission} className="rounded-full bg-canvas px-3 py-1 text-sm">
            {t(`scope.${permission}`)}
          </li>
        ))}
      </ul>
      {!held.endedAt && (
        <Button variant="outline" size="sm" onClick={() => setEnding(true)}>
          {t('end')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isEnding}
        onClose={() => setEnding(false)}
        title={t('endTitle', { name: held.name })}
        text={t('endText')}
        action={t('end')}
        onConfirm={() => end.ask({ storeId, keyId: held.id })}
      />
    </article>
  )
}
