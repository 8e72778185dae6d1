// What a guest may ask of the floor: with one tap, or in a few words of their own. What the table
// asked stands above, on every phone, with whether somebody is coming, until it is done.

import {
  BellRing,
  Brush,
  Check,
  GlassWater,
  Layers,
  type LucideIcon,
  Receipt,
  Utensils,
} from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/wire/toast'
import { useCommand } from '@/components/wire/use-command'
import { hasWords } from '@/domain/ordering'
import { MAXIMUM_REQUEST_LENGTH, type ServiceKind } from '@/domain/service'
import type { Requests } from './types'
import { useRequests } from './use-requests'

const STALE = ['service.requests'] as const

const ASKS = [
  { kind: 'call', Icon: BellRing },
  { kind: 'water', Icon: GlassWater },
  { kind: 'tissues', Icon: Layers },
  { kind: 'cutlery', Icon: Utensils },
  { kind: 'clean', Icon: Brush },
  { kind: 'bill', Icon: Receipt },
] as const satisfies { kind: ServiceKind; Icon: LucideIcon }[]

export function ServiceSheet({
  code,
  isSeated,
  isOpen,
  hasOrdered,
  onClose,
}: {
  code: string
  isSeated: boolean
  isOpen: boolean
  hasOrdered: boolean
  onClose: () => void
}) {
  const t = useTranslations('guest.service')
  const requests = useRequests(code, isSeated)
  useToldOfSeen(requests)
  const ask = useCommand((server) => server.service.request.mutate, {
    stale: STALE,
    said: t('sent'),
  })
  const isAsked = (kind: ServiceKind) => requests.some((request) => request.kind === kind)

  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()} title={t('title')}>
      <div className="space-y-4">
        {requests.length > 0 && <Asked code={code} requests={requests} />}
        <ul className="grid grid-cols-2 gap-2.5">
          {ASKS.filter(({ kind }) => (kind !== 'bill' || hasOrdered) && !isAsked(kind)).map(
            ({ kind, Icon }) => (
              <li key={kind}>
                <button
                  type="button"
                  disabled={ask.isBusy}
                  onClick={() => ask.run({ code, kind })}
                  className="flex h-full min-h-16 w-full items-center gap-3 rounded-2xl border border-line bg-surface px-3 py-2.5 text-left font-semibold"
                >
                  <span className="grid size-10 shrink-0 place-items-center rounded-full bg-primary-soft text-primary">
                    <Icon aria-hidden className="size-5" />
                  </span>
                  <span className="min-w-0">{t(`kind.${kind}`)}</span>
                </button>
              </li>
            ),
          )}
        </ul>
        {!isAsked('other') && <InWords code={code} />}
      </div>
    </Sheet>
  )
}

function Asked({ code, requests }: { code: string; requests: Requests }) {
  const t = useTranslations('guest.service')
  const withdraw = useCommand((server) => server.service.withdraw.mutate, {
    stale: STALE,
    said: t('withdrawn'),
  })
  return (
    <ul className="space-y-2.5" aria-live="polite">
      {requests.map((request) => (
        <li
          key={request.id}
          className="flex min-h-16 items-center gap-3 rounded-2xl border border-success bg-success-soft px-3 py-2.5"
        >
          <span className="grid size-10 shrink-0 place-items-center rounded-full bg-success text-on-fill">
            <Check aria-hidden className="size-5" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block break-words font-semibold">
              {request.words || t(`kind.${request.kind}`)}
            </span>
            <span className="block text-ink-soft text-sm">
              {t(request.seenAt ? 'seen' : 'asked')}
            </span>
          </span>
          {request.kind !== 'cash' && (
            <Button
              size="sm"
              variant="outline"
              disabled={withdraw.isBusy}
              onClick={() => withdraw.run({ code, requestId: request.id })}
            >
              {t('withdraw')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function InWords({ code }: { code: string }) {
  const t = useTranslations('guest.service')
  const [words, setWords] = useState('')
  const send = useCommand((server) => server.service.request.mutate, {
    stale: STALE,
    said: t('sent'),
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send.run({ code, kind: 'other', words: words.trim() })
  }
  return (
    <form onSubmit={onSubmit} className="flex items-end gap-2">
      <Field label={t('words')} className="min-w-0 flex-1">
        <Input
          value={words}
          maxLength={MAXIMUM_REQUEST_LENGTH}
          placeholder={t('wordsPlaceholder')}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={send.isBusy || !hasWords(words)}>
        {t('send')}
      </Button>
    </form>
  )
}

/** Every phone of the table is told once that somebody is coming, wherever it looks. */
function useToldOfSeen(requests: Requests): void {
  const t = useTranslations('guest.service')
  const waiting = useRef(new Set<number>())
  useEffect(() => {
    for (const { id, kind, words, seenAt } of requests) {
      if (!seenAt) waiting.current.add(id)
      else if (waiting.current.delete(id)) {
        toast.success(t('seenToast', { what: words || t(`kind.${kind}`) }))
      }
    }
  }, [requests, t])
}
