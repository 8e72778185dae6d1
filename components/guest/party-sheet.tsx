// Who sits at the table, and what they may call you.

import { useQueryClient } from '@tanstack/react-query'
import { BadgePercent, ChevronRight, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Button } from '@/components/ui/button'
import { CountChoice } from '@/components/ui/count-choice'
import { GuestFace, useGuestName } from '@/components/ui/guest-face'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Sheet } from '@/components/ui/sheet'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { isAllergic } from '@/domain/allergies'
import { memberPath } from '@/domain/paths'
import { MAXIMUM_NICKNAME_LENGTH, MAXIMUM_PEOPLE } from '@/domain/seating'
import { useSayPeople } from './people-question'
import type { Party } from './types'

export function PartySheet({
  code,
  party,
  isOpen,
  onAllergies,
  onClose,
}: {
  code: string
  party: Party
  isOpen: boolean
  onAllergies: () => void
  onClose: () => void
}) {
  const t = useTranslations('guest')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const nameOf = useGuestName(party.number)
  const own = party.guests.find(({ number }) => number === party.number)
  const ownAllergies = party.allergies.find(({ guestNumber }) => guestNumber === party.number)
  const { saidOf } = useAllergyWords(party.number)
  const [nickname, setNickname] = useState(own?.nickname ?? '')
  const rename = useCommand((server) => server.seating.rename.mutate, {
    stale: ['ordering.cart'],
    said: t('party.saved'),
    onDone: (changed) => {
      queryClient.setQueryData(trpc.seating.party.queryKey({ code }), changed)
      onClose()
    },
  })

  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()} title={t('party.title')}>
      <div className="space-y-5">
        <ul className="flex flex-wrap gap-4">
          {party.guests.map((guest) => (
            <li key={guest.number} className="grid w-16 justify-items-center gap-1 text-center">
              <GuestFace guest={guest} className="size-12 text-lg" />
              <span className="w-full text-sm">
                {guest.number === party.number && guest.nickname
                  ? `${guest.nickname} · ${t('party.you')}`
                  : nameOf(guest)}
              </span>
            </li>
          ))}
        </ul>
        <p className="text-ink-soft text-sm">{t('party.share')}</p>
        {!party.isTakeaway && <People code={code} party={party} />}
        <form
          className="space-y-2"
          onSubmit={(event) => {
            event.preventDefault()
            rename.run({ code, nickname })
          }}
        >
          <label htmlFor="nickname" className="font-semibold">
            {t('party.name')}
          </label>
          <div className="flex gap-2">
            <Input
              id="nickname"
              value={nickname}
              maxLength={MAXIMUM_NICKNAME_LENGTH}
              autoComplete="nickname"
              placeholder={t('party.namePlaceholder')}
              onChange={(event) => setNickname(event.target.value)}
            />
            <Button type="submit" className="shrink-0" disabled={rename.isBusy}>
              {t('party.save')}
            </Button>
          </div>
        </form>
        <button
          type="button"
          onClick={onAllergies}
          className="flex min-h-14 w-full items-center gap-3 rounded-2xl border border-line px-4 text-left font-medium"
        >
          <TriangleAlert aria-hidden className="size-5 shrink-0 text-danger" />
          <span className="min-w-0 flex-1">
            {t('allergy.open')}
            <span className="block font-normal text-ink-soft text-sm [overflow-wrap:anywhere]">
              {ownAllergies && isAllergic(ownAllergies)
                ? saidOf(ownAllergies)
                : t('allergy.unsaid')}
            </span>
          </span>
          <ChevronRight aria-hidden className="size-5 text-ink-soft" />
        </button>
        <Link
          href={memberPath(code)}
          prefetch={false}
          className="flex min-h-14 items-center gap-3 rounded-2xl border border-line px-4 font-medium"
        >
          <BadgePercent aria-hidden className="size-5 shrink-0 text-primary" />
          <span className="flex-1">{t('party.member')}</span>
          <ChevronRight aria-hidden className="size-5 text-ink-soft" />
        </Link>
      </div>
    </Sheet>
  )
}

function People({ code, party }: { code: string; party: Party }) {
  const t = useTranslations('guest.people')
  const { priceOf } = useMoney()
  const say = useSayPeople(code)
  const { people } = party
  return (
    <section className="space-y-2">
      <h3 className="font-semibold">
        {t('title')}
        <span className="ml-2 font-normal text-ink-soft text-sm">
          {people === null && t('unsaid')}
          {people === null && party.perHeadCents > 0 && ' · '}
          {party.perHeadCents > 0 && t('perHead', { price: priceOf(party.perHeadCents) })}
        </span>
      </h3>
      <CountChoice
        key={people}
        value={people}
        maximum={MAXIMUM_PEOPLE}
        name={t('title')}
        isBusy={say.isBusy}
        onChoose={(next) => say.run({ code, people: next, seen: people })}
      />
    </section>
  )
}
