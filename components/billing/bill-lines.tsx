// The bill line by line: every dish with its options and their prices, every charge and discount on
// its own line with its reason, so that nobody has to ask why the total is what it is.

import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { GuestFaces, useGuestName } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { equalLines, type Together } from '@/domain/equal-lines'
import { type Language, nameIn } from '@/domain/language'
import { percentText, reasonIn } from '@/domain/ordering'
import { CouponsBack } from './coupons-back'
import type { Bill, TableBill } from './types'

type Line = Together<Bill['order']['rounds'][number]['lines'][number]>

type Party = Pick<TableBill, 'guests' | 'ownNumber'>

export function BillLines({ bill, party }: { bill: Bill; party: Party }) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay.bill')
  const { order } = bill
  const ordered = order.rounds.flatMap((round) => round.lines)
  const lines = equalLines(ordered, ({ state }) => (state === 'voided' ? state : null))
  return (
    <section aria-label={t('order', { number: order.number })}>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <DishLine key={line.id} line={line} party={party} />
        ))}
      </ul>
      <dl className="space-y-1.5 border-line border-t pt-3 text-sm">
        {order.adjustments.length > 0 && <Sum name={t('items')} value={sumOf(order.itemsCents)} />}
        <Adjustments bill={bill} />
        <div className="flex items-baseline justify-between gap-4 pt-1">
          <dt className="font-semibold">{t('total')}</dt>
          <dd className="font-semibold text-lg tabular-nums">{sumOf(order.owedCents)}</dd>
        </div>
        {bill.taxes.map(({ basisPoints, netCents, taxCents }) => (
          <p key={basisPoints} className="text-right text-ink-soft tabular-nums">
            {t('includedTax', {
              rate: percentText(basisPoints),
              base: sumOf(netCents),
              sum: sumOf(taxCents),
            })}
          </p>
        ))}
        {order.paidCents > 0 && <Sum name={t('paid')} value={sumOf(-order.paidCents)} />}
        {order.surplusCents > 0 && <Sum name={t('surplus')} value={sumOf(order.surplusCents)} />}
        {order.refundedCents > 0 && <Sum name={t('refunded')} value={sumOf(order.refundedCents)} />}
      </dl>
      <CouponsBack order={order} />
    </section>
  )
}

function DishLine({ line, party }: { line: Line; party: Party }) {
  const { sumOf, changeOf } = useMoney()
  const portions = usePortions()
  const nameOf = useGuestName(party.ownNumber ?? undefined)
  const guests = party.guests.filter(({ number }) => line.guestNumbers.includes(number))
  const t = useTranslations('pay.bill')
  const language = useLocale() as Language
  const isGone = line.state === 'voided'
  const wordsOf = ({ quantity, priceCents, ...option }: Line['chosen'][number]) =>
    [
      nameIn(language, option),
      quantity > 1 && `× ${quantity}`,
      priceCents !== 0 && t('included', { price: changeOf(priceCents * quantity) }),
    ]
      .filter(Boolean)
      .join(' ')
  return (
    <li className={cn('flex gap-3 py-2.5', isGone && 'text-ink-soft line-through')}>
      <div className="min-w-0 flex-1">
        <p className="break-words">
          {nameIn(language, line)}
          {guests.length > 0 && (
            <span className="ml-2">
              <GuestFaces
                guests={guests}
                names={t('orderedBy', { who: guests.map(nameOf).join(', ') })}
                className="size-5! text-[0.65rem]!"
              />
            </span>
          )}
        </p>
        <p className="text-ink-soft text-sm tabular-nums">
          {line.listUnitCents > line.unitCents && (
            <s className="mr-1.5">
              <span className="sr-only">{t('listPrice')}</span>
              {sumOf(line.listUnitCents)}
            </s>
          )}
          {portions.rateOf(line) ?? `${sumOf(line.unitCents)} ${portions.of(line)}`}
        </p>
        {line.chosen.length > 0 && (
          <p className="break-words text-ink-soft text-sm tabular-nums">
            {line.chosen.map(wordsOf).join(' · ')}
          </p>
        )}
        {line.note !== '' && <p className="break-words text-ink-soft text-sm">“{line.note}”</p>}
      </div>
      <span className="tabular-nums">
        {(!isGone && portions.waiting(line)) || sumOf(line.totalCents)}
      </span>
    </li>
  )
}

function Adjustments({ bill }: { bill: Bill }) {
  const { changeOf } = useMoney()
  const t = useTranslations('pay.bill')
  const language = useLocale() as Language
  const { memberLevel } = bill
  return bill.order.adjustments.map((adjustment, index) => {
    const { kind, amountCents } = adjustment
    const why =
      kind === 'member' && memberLevel
        ? t('memberReason', {
            level: nameIn(language, memberLevel),
            fold: memberLevel.payBasisPoints / 1_000,
            percent: (10_000 - memberLevel.payBasisPoints) / 100,
          })
        : kind === 'coupon' && amountCents === 0
          ? t('couponIdle', { name: reasonIn(language, adjustment) })
          : reasonIn(language, adjustment)
    return (
      <Sum
        key={`${kind} ${index}`}
        name={t(`adjustment.${kind}`)}
        why={why}
        value={changeOf(amountCents)}
        isSaving={amountCents < 0}
      />
    )
  })
}

function Sum(sum: { name: string; value: string; why?: string; isSaving?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-soft">
        {sum.name}
        {sum.why && ` ${sum.why}`}
      </dt>
      <dd className={cn('tabular-nums', sum.isSaving && 'text-success')}>{sum.value}</dd>
    </div>
  )
}
