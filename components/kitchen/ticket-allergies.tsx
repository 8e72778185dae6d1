// What the people at a ticket's table are allergic to: in red above its dishes as long as it is
// there, and a tap says that it was read.

import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { AllergyBand } from '@/components/menu/allergy-band'
import type { Ticket } from '@/domain/kitchen'
import type { Taps } from './use-taps'

export function TicketAllergies({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  return (
    <AllergyBand allergies={ticket.allergies} className="px-[0.6em] py-[0.4em] text-[1.3em]">
      {ticket.isAllergiesSeen ? (
        <p className="flex items-center gap-[0.3em] text-[0.8em]">
          <Check aria-hidden strokeWidth={3} className="size-[1.1em]" />
          {t('allergiesRead')}
        </p>
      ) : (
        <button
          type="button"
          disabled={!may('line.cook')}
          onClick={() => taps.acknowledgeAllergies(ticket)}
          className="mt-[0.3em] flex min-h-[2.6em] w-full animate-attend items-center justify-center gap-[0.4em] rounded-[0.4em] bg-surface px-[0.6em] font-extrabold text-danger disabled:opacity-60"
        >
          <Check aria-hidden strokeWidth={3} className="size-[1.2em]" />
          {t('readAllergies')}
        </button>
      )}
    </AllergyBand>
  )
}
