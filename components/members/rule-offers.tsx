// Coupon offers: what a coupon is worth, from which amount, how long, how many. What guests already
// hold keeps its worth.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useWorth } from '@/components/membership/coupon-card'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { type Language, nameIn } from '@/domain/language'
import { OfferDialog } from './offer-dialog'
import type { Rules } from './types'
import { useRule } from './use-rule'

type Offer = Rules['offers'][number]

export function RuleOffers({ rules }: { rules: Rules }) {
  const t = useTranslations('members.rules')
  const language = useLocale() as Language
  const worth = useWorth()
  const { storeId } = useDesk()
  const [edited, setEdited] = useState<Offer | 'new' | null>(null)
  const [ended, setEnded] = useState<Offer | null>(null)
  const end = useRule((server) => server.membership.archiveOffer.mutate)
  return (
    <section aria-labelledby="offers-title" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="offers-title" className="font-semibold text-lg">
          {t('offers')}
        </h2>
        <Button variant="outline" onClick={() => setEdited('new')}>
          <Plus aria-hidden className="size-5" /> {t('addOffer')}
        </Button>
      </div>
      <ul className="space-y-2">
        {rules.offers.map((offer) => {
          const name = nameIn(language, offer)
          return (
            <li
              key={offer.id}
              className="flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-surface p-4"
            >
              <div className="basis-full sm:flex-1 sm:basis-0">
                <p className="font-semibold">{name}</p>
                <p className="text-ink-soft text-sm">{worth(offer)}</p>
                <p className="text-ink-soft text-sm tabular-nums">
                  {offer.total === null
                    ? t('issued', { issued: offer.issued })
                    : t('issuedOf', { issued: offer.issued, total: offer.total })}
                </p>
              </div>
              <Button
                variant="outline"
                aria-label={t('editThis', { name })}
                onClick={() => setEdited(offer)}
              >
                {t('edit')}
              </Button>
              <Button
                variant="ghost"
                aria-label={t('endThis', { name })}
                onClick={() => setEnded(offer)}
              >
                {t('end')}
              </Button>
            </li>
          )
        })}
      </ul>
      {edited && (
        <OfferDialog
          offer={edited === 'new' ? null : edited}
          dishes={rules.dishes}
          onClose={() => setEdited(null)}
        />
      )}
      <ConfirmDialog
        isOpen={ended !== null}
        onClose={() => setEnded(null)}
        title={t('endThis', { name: ended ? nameIn(language, ended) : '' })}
        text={t('endText')}
        action={t('end')}
        onConfirm={() => end.ask({ storeId, offerId: ended?.id ?? 0 })}
      />
    </section>
  )
}
