// Money of a bill goes back: all of it, some dishes or an amount, with a reason. A retry sends the
// same key, so it goes back once; whoever changes the request makes another.

import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Switch } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { ReasonDialog } from '@/components/ui/reason-dialog'
import { Segmented } from '@/components/ui/segmented'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { levelOf, movePoints, pointsToTakeBack } from '@/domain/membership'
import { refundOrder } from '@/forms/refunds'
import type { Refundable } from './types'

const KINDS = ['whole', 'lines', 'amount'] as const
type Kind = (typeof KINDS)[number]
type RefundWhat = z.output<typeof refundOrder>['what']
/** Of each line that is chosen, how many. */
type Portions = Readonly<Record<number, number>>
const REASONS = ['quality', 'notServed', 'wrongBill', 'complaint'] as const

export function RefundDialog({ orderId, onClose }: { orderId: number; onClose: () => void }) {
  const { sumOf, centsIn } = useMoney()
  const t = useTranslations('staff.refund')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.refunds.refundable.queryOptions({ storeId, orderId }))
  const refund = useKeyedCommand((server) => server.refunds.refundOrder.mutate, {
    stale: AT_A_TABLE,
    said: ({ refunds }) => {
      const isDone = refunds.every(({ state }) => state === 'succeeded')
      return isDone ? t('done') : t('onTheWay')
    },
  })
  const leftCents = data?.leftCents ?? 0
  const centsOfRequest = (what: RefundWhat) =>
    what.kind === 'amount'
      ? what.amountCents
      : what.kind === 'whole'
        ? leftCents
        : worthOf(data?.lines ?? [], what.lines)
  const form = useForm({
    schema: refundOrder.omit({ reason: true }),
    typed: {
      what: { kind: 'whole' as Kind, amountCents: '', lines: {} as Portions },
      returnsStock: false,
      isStillMade: false,
    },
    read: ({ what: { kind, amountCents, lines }, ...also }) => ({
      ...also,
      what: {
        whole: { kind: 'whole' as const },
        lines: { kind: 'lines' as const, lines: chosenOf(lines) },
        amount: { kind: 'amount' as const, amountCents: centsIn(amountCents) },
      }[kind],
    }),
    says: { 'what.lines': t('noDish') },
    rule: ({ what }) =>
      centsOfRequest(what) > leftCents
        ? { 'what.amountCents': t('most', { amount: sumOf(leftCents) }) }
        : {},
  })
  const { kind, lines: portions } = form.typed.what
  const request = form.requestNow()
  const cents = request ? centsOfRequest(request.what) : 0
  const takesAll = kind !== 'lines' && cents === data?.leftCents
  const chosen =
    data?.lines.filter((line) => kind === 'lines' && (portions[line.id] ?? 0) > 0) ?? []
  const { isRunning = false } = data ?? {}
  const goingOff = takesAll && !isRunning ? (data?.lines ?? []) : chosen
  const isComing = goingOff.some((line) => line.isToCome)
  const staysOwed =
    isRunning &&
    cents > 0 &&
    (form.typed.isStillMade || kind !== 'lines' || !chosen.every(({ isToCome }) => isToCome))
  const limitCents = data?.limitCents ?? null
  const earlierDay = data?.earlierDay ?? null
  const isOver = limitCents !== null && cents > limitCents
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('orderTitle')}
      text={t('orderText', { amount: sumOf(leftCents) })}
      action={t('willRefund', { amount: sumOf(cents) })}
      isReady={leftCents > 0 && !isOver && !earlierDay}
      common={REASONS.map((each) => t(`reasons.${each}`))}
      onReason={(reason) =>
        form.confirm(({ returnsStock, isStillMade, ...told }) =>
          refund.ask({
            storeId,
            orderId,
            ...told,
            reason,
            returnsStock: kind === 'lines' && returnsStock,
            isStillMade: isComing && isStillMade,
          }),
        )
      }
    >
      <Segmented
        label={t('what')}
        choices={KINDS.map((each) => ({ value: each, text: t(each) }))}
        value={kind}
        onChange={(next) => form.change('what.kind', next)}
      />
      {kind === 'lines' && data && (
        <>
          <DishPortions
            offer={data}
            portions={portions}
            onChange={(next) => form.change('what.lines', next)}
          />
          <p role="status" className="text-danger text-sm empty:hidden">
            {form.wrong('what.lines')}
          </p>
          <Switch {...form.of('returnsStock')}>{t('returnsStock')}</Switch>
        </>
      )}
      {kind === 'amount' && (
        <Field label={t('amount')} error={form.wrong('what.amountCents')}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            className="text-right tabular-nums"
            {...form.of('what.amountCents')}
          />
        </Field>
      )}
      {isComing && (
        <div className="space-y-1">
          <p className="text-ink-soft text-sm">{t(isRunning ? 'comesOffRunning' : 'comesOff')}</p>
          <Switch {...form.of('isStillMade')}>{t('stillMade')}</Switch>
        </div>
      )}
      {staysOwed && <p className="text-ink-soft text-sm">{t('staysOwed')}</p>}
      {earlierDay && (
        <p role="status" className="text-danger text-sm">
          {t('earlierDay', { day: earlierDay })}
        </p>
      )}
      {limitCents !== null && !earlierDay && (
        <p className={cn('text-sm', isOver ? 'text-danger' : 'text-ink-soft')}>
          {t('limit', { amount: sumOf(limitCents) })}
        </p>
      )}
      {data && <WhatElse offer={data} cents={cents} />}
      {data?.hasCash && <p className="text-ink-soft text-sm">{t('cashByHand')}</p>}
    </ReasonDialog>
  )
}

/** What goes back beside the money: points, what becomes owed of them, the level, the coupon. */
function WhatElse({ offer, cents }: { offer: Refundable; cents: number }) {
  const t = useTranslations('staff.refund')
  const language = useLocale() as Language
  const { member, coupon, leftCents } = offer
  const backCents = Math.min(cents, member?.bill.spentCents ?? 0)
  const points = member && backCents > 0 ? pointsToTakeBack(member.bill, backCents) : 0
  const owed = member ? movePoints(member, -points).debtPoints - member.debtPoints : 0
  const [from, to] = [0, points].map(
    (less) => member && nameIn(language, levelOf(member.levels, member.lifetimePoints - less)),
  )
  const said = [
    points > 0 && t('takesPoints', { points }),
    owed > 0 && t('owesPoints', { points: owed }),
    from && to && from !== to && t('levelFalls', { from, to }),
    coupon && cents === leftCents && t('couponReturns', { name: nameIn(language, coupon) }),
  ].filter((each) => typeof each === 'string')
  if (said.length === 0) return null
  return (
    <ul aria-label={t('whatElse')} className="space-y-1 rounded-2xl bg-canvas p-3 text-sm">
      {said.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}

function DishPortions({
  offer,
  portions,
  onChange,
}: {
  offer: Refundable
  portions: Portions
  onChange: (portions: Portions) => void
}) {
  const t = useTranslations('staff.refund')
  const language = useLocale() as Language
  const { sumOf } = useMoney()
  const isUnpaid = (line: Refundable['lines'][number]) =>
    offer.isRunning && line.portionCents.every((cents) => cents === 0)
  return (
    <ul className="divide-y divide-line">
      {offer.lines
        .filter((line) => line.leftQuantity > 0)
        .map((line) => (
          <li key={line.id} className="flex min-h-12 items-center gap-2 py-1 text-sm">
            <span className="min-w-0 flex-1">
              <span className="block break-words">{nameIn(language, line)}</span>
              <span className="block text-ink-soft tabular-nums">
                {isUnpaid(line)
                  ? t('nobodyPaid')
                  : `${sumOf(line.portionCents[0] ?? 0)} × ${line.leftQuantity}`}
              </span>
            </span>
            {!isUnpaid(line) && (
              <QuantityStepper
                value={portions[line.id] ?? 0}
                maximum={line.leftQuantity}
                name={nameIn(language, line)}
                onChange={(quantity) => onChange({ ...portions, [line.id]: quantity })}
              />
            )}
          </li>
        ))}
    </ul>
  )
}

const chosenOf = (portions: Portions) =>
  Object.entries(portions)
    .map(([lineId, quantity]) => ({ lineId: Number(lineId), quantity }))
    .filter(({ quantity }) => quantity > 0)

function worthOf(lines: Refundable['lines'], chosen: ReturnType<typeof chosenOf>): number {
  return chosen.reduce((sum, { lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId)
    return sum + (line?.portionCents[quantity - 1] ?? 0)
  }, 0)
}
