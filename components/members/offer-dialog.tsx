// One offer, made or changed. Empty limits are no limits; amounts are typed in the store's money.

import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { numberIn, orNone, percentIn, percentText } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import { businessDay, businessDaySpan, endOfLocalDay } from '@/domain/calendar'
import { type Language, listIn, nameIn } from '@/domain/language'
import { COUPON_KINDS, type OfferTerms, offerFlaw } from '@/domain/membership'
import { saveOffer } from '@/forms/membership'
import type { Rules } from './types'
import { useRule } from './use-rule'

/** The fields of an offer with their words, and the kind that alone has them. */
const FIELDS = [
  ['amountCents', 'amount', 'amount_off'],
  ['payBasisPoints', 'percent', 'percent_off'],
  ['maximumCents', 'maximum', 'percent_off'],
  ['minimumCents', 'minimum'],
  ['validDays', 'validDays'],
  ['perMember', 'perMember'],
  ['total', 'total'],
] as const
const DAYS = [
  ['startsAtMs', 'startsAt'],
  ['endsAtMs', 'endsAt'],
] as const

export function OfferDialog({
  offer,
  dishes,
  onClose,
}: {
  offer: Rules['offers'][number] | null
  dishes: Rules['dishes']
  onClose: () => void
}) {
  const { sign, textOf, centsIn } = useMoney()
  const t = useTranslations('members.rules')
  const language = useLocale() as Language
  const { storeId, storeRole } = useDesk()
  const { timeZone } = storeRole
  const firstDay = dayOf(offer?.startsAt, timeZone)
  const lastDay = dayOf(offer?.endsAt, timeZone)
  const amount = (cents: number | null | undefined) => (cents ? textOf(cents) : '')
  const form = useForm({
    schema: saveOffer,
    typed: {
      terms: {
        kind: offer?.kind ?? 'amount_off',
        name: offer?.name ?? '',
        names: typedNames(offer?.names),
        amountCents: amount(offer?.amountCents),
        payBasisPoints: offer?.kind === 'percent_off' ? percentText(offer.payBasisPoints) : '',
        maximumCents: amount(offer?.maximumCents),
        minimumCents: amount(offer?.minimumCents),
        dishIds: offer?.dishIds.join() ?? '',
        validDays: String(offer?.validDays ?? (offer ? '' : 30)),
        perMember: String(offer?.perMember ?? ''),
        total: String(offer?.total ?? ''),
        startsAtMs: firstDay,
        endsAtMs: lastDay,
      },
    },
    read: ({ terms }) => ({
      terms: {
        ...terms,
        amountCents: terms.kind === 'amount_off' ? centsIn(terms.amountCents) : 0,
        payBasisPoints: terms.kind === 'percent_off' ? percentIn(terms.payBasisPoints) : 10_000,
        maximumCents: terms.kind === 'percent_off' ? orNone(centsIn, terms.maximumCents) : null,
        minimumCents: orNone(centsIn, terms.minimumCents) ?? 0,
        dishIds: terms.kind === 'gift' && terms.dishIds ? terms.dishIds.split(',').map(Number) : [],
        validDays: orNone(numberIn, terms.validDays),
        perMember: orNone(numberIn, terms.perMember),
        total: orNone(numberIn, terms.total),
        // A day that was not touched stays the instant that it is.
        startsAtMs:
          terms.startsAtMs === firstDay && offer?.startsAt
            ? Date.parse(offer.startsAt)
            : orNone(
                (day) => businessDaySpan(day, { timeZone, dayEndsAtHour: 0 }).fromMs,
                terms.startsAtMs,
              ),
        endsAtMs:
          terms.endsAtMs === lastDay && offer?.endsAt
            ? Date.parse(offer.endsAt)
            : orNone((day) => endOfLocalDay(day, timeZone), terms.endsAtMs),
      },
    }),
    rule: ({ terms }) => {
      const flaw = offerFlaw(terms)
      return flaw ? { [`terms.${flaw}`]: t(`offerFlaw.${flawWord(flaw)}`) } : {}
    },
  })
  const { kind } = form.typed.terms
  const now = offer && { value: offer.dishIds.join(), text: listIn(language, offer.dishes) }
  const menu = dishes.map((dish) => ({ value: dish.ids.join(), text: nameIn(language, dish) }))
  // Dishes of an offer that are called differently by now stand there as they are.
  const isElsewhere = now?.value && !menu.some(({ value }) => value === now.value)
  const choices = isElsewhere ? [now, ...menu] : menu
  const save = useRule((server) => server.membership.saveOffer.mutate, onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={offer ? t('editThis', { name: offer.name }) : t('addOffer')}
    >
      <form
        noValidate
        className="mt-4 grid grid-cols-2 gap-3"
        onSubmit={form.send((request) =>
          save.run({ storeId, offerId: offer?.id ?? null, ...request }),
        )}
      >
        <Field label={t('field.kind')} className="col-span-2">
          <Select {...form.of('terms.kind')}>
            {COUPON_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`kind.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('field.name')} error={form.wrong('terms.name')}>
          <Input autoComplete="off" {...form.of('terms.name')} />
        </Field>
        <OtherNames
          of={(language) => form.of(`terms.names.${language}`)}
          wrong={(language) => form.wrong(`terms.names.${language}`)}
        />
        {FIELDS.filter(([, , only = kind]) => only === kind).map(([field, label]) => (
          <Field
            key={field}
            label={t(`field.${label}`, { sign })}
            error={form.wrong(`terms.${field}`)}
          >
            <Input autoComplete="off" inputMode="decimal" {...form.of(`terms.${field}`)} />
          </Field>
        ))}
        {kind === 'gift' && (
          <Field label={t('field.dish')} error={form.wrong('terms.dishIds')}>
            <Select {...form.of('terms.dishIds')}>
              <option value="">{t('chooseDish')}</option>
              {choices.map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {DAYS.map(([field, label]) => (
          <Field key={field} label={t(`field.${label}`)} error={form.wrong(`terms.${field}`)}>
            <Input type="date" {...form.of(`terms.${field}`)} />
          </Field>
        ))}
        <p role="status" className="col-span-2 text-danger text-sm empty:hidden">
          {form.trouble}
        </p>
        <p className="col-span-2 text-ink-soft text-sm">{t('offerHint')}</p>
        <div className="col-span-2 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={save.isBusy}>
            {t('keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The store's own day of an instant; '' = none. */
function dayOf(instant: string | null | undefined, timeZone: string): string {
  return instant ? businessDay(Date.parse(instant), { timeZone, dayEndsAtHour: 0 }) : ''
}

/** What is told of a field that the rule has something against. */
function flawWord(field: keyof OfferTerms) {
  if (field === 'minimumCents' || field === 'payBasisPoints' || field === 'endsAtMs') return field
  return 'missing'
}
