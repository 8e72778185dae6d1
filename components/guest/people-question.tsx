// How many are you? Asked of the first phone, once, above the menu; one tap answers it or sends it
// away. Whoever did not answer finds it with the party.

import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CountChoice } from '@/components/ui/count-choice'
import { useMoney } from '@/components/ui/money'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { MAXIMUM_PEOPLE } from '@/domain/seating'
import type { Party } from './types'

/** Which sitting this phone would not say it for. */
const UNSAID = 'people-unsaid'

export function PeopleQuestion({
  code,
  party,
  children,
}: {
  code: string
  party: Party
  /** What is asked next. */
  children: ReactNode
}) {
  const t = useTranslations('guest.people')
  const { priceOf } = useMoney()
  const [isAsked, setAsked] = useState<boolean | null>(null)
  const say = useSayPeople(code)
  useEffect(() => setAsked(unsaidOf() !== String(party.sittingId)), [party.sittingId])
  const isToSay = party.people === null && party.number === 1 && !party.isTakeaway
  if (!isToSay || isAsked === false) return children
  if (isAsked === null) return null

  return (
    <section
      aria-label={t('ask')}
      className="relative shrink-0 border-line border-b bg-canvas px-4 pt-2.5 pb-3 sm:px-6"
    >
      <h2 className="min-h-8 pr-10 font-medium">
        {t('ask')}
        {party.perHeadCents > 0 && (
          <span className="ml-2 font-normal text-ink-soft text-sm">
            {t('perHead', { price: priceOf(party.perHeadCents) })}
          </span>
        )}
      </h2>
      <button
        type="button"
        aria-label={t('later')}
        onClick={() => {
          setAsked(false)
          keepUnsaid(party.sittingId)
        }}
        className="absolute top-1 right-2 grid size-11 place-items-center rounded-full text-ink-soft"
      >
        <X aria-hidden className="size-5" />
      </button>
      <CountChoice
        value={null}
        few={6}
        maximum={MAXIMUM_PEOPLE}
        name={t('title')}
        isBusy={say.isBusy}
        onChoose={(people) => say.run({ code, people, seen: null })}
      />
    </section>
  )
}

/** Says how many they are; everybody at the table sees it. */
export function useSayPeople(code: string) {
  const t = useTranslations('guest.people')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useCommand((server) => server.service.sayPeople.mutate, {
    stale: ['seating', 'ordering', 'billing'],
    said: ({ people }) => t('said', { count: people ?? 0 }),
    onDone: (party) => queryClient.setQueryData(trpc.seating.party.queryKey({ code }), party),
  })
}

function unsaidOf(): string | null {
  try {
    return localStorage.getItem(UNSAID)
  } catch {
    return null
  }
}

function keepUnsaid(sittingId: number): void {
  try {
    localStorage.setItem(UNSAID, String(sittingId))
  } catch {
    // Then it is asked once more.
  }
}
