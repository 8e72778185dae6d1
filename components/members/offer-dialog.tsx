// One offer, made or changed. Empty limits are no limits; amounts are typed in yuan.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { businessDay, businessDaySpan, endOfLocalDay } from '@/domain/calendar'
import { COUPON_KINDS, type CouponKind, offerFlaw } from '@/domain/membership'
import { centsFromYuanText, yuanText } from '@/domain/money'
import type { Rules } from './shapes'
import { basisPointsOf, useRule, wholeOf } from './use-rule'

const TEXTS = ['name', 'nameEn', 'amount', 'percent', 'maximum', 'minimum'] as const
const LIMITS = ['validDays', 'perMember', 'total'] as const
type Field = (typeof TEXTS)[number] | (typeof LIMITS)[number] | 'dishName' | 'startsAt' | 'endsAt'

/** The fields of each kind; the rest says nothing for it. */
const ONLY_OF: Partial<Record<Field, CouponKind>> = {
  amount: 'amount_off',
  percent: 'percent_off',
  maximum: 'percent_off',
}

export function OfferDialog({
  offer,
  dishNames,
  onClose,
}: {
  offer: Rules['offers'][number] | null
  dishNames: string[]
  onClose: () => void
}) {
  const t = useTranslations('members.rules')
  const { storeId, post } = useDesk()
  const trpc = useTRPC()
  const [kind, setKind] = useState<CouponKind>(offer?.kind ?? 'amount_off')
  const yuan = (cents: number | null | undefined) => (cents ? yuanText(cents) : '')
  const { timeZone } = post
  const firstDay = offer?.startsAt
    ? businessDay(Date.parse(offer.startsAt), { timeZone, dayEndsAtHour: 0 })
    : null
  const dayBefore = offer?.endsAt
    ? businessDay(Date.parse(offer.endsAt), { timeZone, dayEndsAtHour: 0 })
    : null
  const [said, setSaid] = useState<Record<Field, string>>({
    name: offer?.name ?? '',
    nameEn: offer?.nameEn ?? '',
    amount: yuan(offer?.amountCents),
    percent: offer?.kind === 'percent_off' ? String(offer.payBasisPoints / 100) : '',
    maximum: yuan(offer?.maximumCents),
    minimum: yuan(offer?.minimumCents),
    dishName: offer?.dishName ?? '',
    validDays: String(offer?.validDays ?? (offer ? '' : 30)),
    perMember: String(offer?.perMember ?? ''),
    total: String(offer?.total ?? ''),
    startsAt: firstDay ?? '',
    endsAt: dayBefore ?? '',
  })
  const save = useMutation(trpc.membership.saveOffer.mutationOptions(useRule(onClose)))
  const cents = (text: string) =>
    text.trim() === '' ? null : (centsFromYuanText(text.trim()) ?? -1)
  const limit = (text: string) => (text.trim() === '' ? null : (wholeOf(text) ?? 0))
  const terms = {
    kind,
    name: said.name.trim(),
    nameEn: said.nameEn.trim() || null,
    amountCents: kind === 'amount_off' ? (cents(said.amount) ?? 0) : 0,
    payBasisPoints: kind === 'percent_off' ? (basisPointsOf(said.percent) ?? 0) : 10_000,
    maximumCents: kind === 'percent_off' ? cents(said.maximum) : null,
    minimumCents: cents(said.minimum) ?? 0,
    dishName: kind === 'gift' ? said.dishName : null,
    validDays: limit(said.validDays),
    perMember: limit(said.perMember),
    total: limit(said.total),
    // A day that was not touched stays the instant that it is.
    startsAtMs:
      said.startsAt === ''
        ? null
        : said.startsAt === firstDay && offer?.startsAt
          ? Date.parse(offer.startsAt)
          : businessDaySpan(said.startsAt, { timeZone, dayEndsAtHour: 0 }).fromMs,
    endsAtMs:
      said.endsAt === ''
        ? null
        : said.endsAt === dayBefore && offer?.endsAt
          ? Date.parse(offer.endsAt)
          : endOfLocalDay(said.endsAt, timeZone),
  }
  const hasNonsense = [
    terms.amountCents,
    terms.minimumCents,
    terms.maximumCents ?? 1,
    (terms.validDays ?? 1) - 1,
    (terms.perMember ?? 1) - 1,
    (terms.total ?? 1) - 1,
  ].some((value) => value < 0)
  const isFine = !hasNonsense && terms.maximumCents !== 0 && offerFlaw(terms) === null
  const change = (field: Field) => (event: { target: { value: string } }) =>
    setSaid({ ...said, [field]: event.target.value })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={offer ? t('editThis', { name: offer.name }) : t('addOffer')}
    >
      <form
        className="mt-4 grid grid-cols-2 gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ storeId, offerId: offer?.id ?? null, terms })
        }}
      >
        <label className="col-span-2 space-y-1">
          <span className="block text-ink-soft text-xs">{t('field.kind')}</span>
          <select
            value={kind}
            className="h-11 w-full rounded-xl border border-edge bg-surface px-3"
            onChange={(event) => setKind(event.target.value as CouponKind)}
          >
            {COUPON_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`kind.${each}`)}
              </option>
            ))}
          </select>
        </label>
        {[...TEXTS, ...LIMITS]
          .filter((field) => (ONLY_OF[field] ?? kind) === kind)
          .map((field) => (
            <label key={field} className="space-y-1">
              <span className="block text-ink-soft text-xs">{t(`field.${field}`)}</span>
              <Input
                value={said[field]}
                maxLength={40}
                inputMode={field === 'name' || field === 'nameEn' ? 'text' : 'decimal'}
                onChange={change(field)}
              />
            </label>
          ))}
        {kind === 'gift' && (
          <label className="space-y-1">
            <span className="block text-ink-soft text-xs">{t('field.dishName')}</span>
            <select
              value={said.dishName}
              className="h-11 w-full rounded-xl border border-edge bg-surface px-3"
              onChange={change('dishName')}
            >
              <option value="">{t('chooseDish')}</option>
              {dishNames.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {(['startsAt', 'endsAt'] as const).map((field) => (
          <label key={field} className="space-y-1">
            <span className="block text-ink-soft text-xs">{t(`field.${field}`)}</span>
            <Input type="date" value={said[field]} onChange={change(field)} />
          </label>
        ))}
        <p className="col-span-2 text-ink-soft text-sm">{t('offerHint')}</p>
        <div className="col-span-2 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!isFine || save.isPending}>
            {t('keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
