// Takes something off a bill by hand: of all or of one dish, an amount, a percentage or the dish
// for nothing; what it makes of the bill is shown before it is done.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn, orNone, percentIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { ReasonDialog } from '@/components/ui/reason-dialog'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import type { DiscountKind } from '@/domain/ordering'
import { previewDiscount } from '@/forms/billing'
import type { OrderView } from './types'

const REASONS = ['waited', 'quality', 'regular', 'treat'] as const

/** Stands where nothing is asked for yet. */
const NO_REQUEST = { kind: 'amount_off' } as const

export function DiscountDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const { sign, sumOf, centsIn } = useMoney()
  const t = useTranslations('staff.discount')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const lines = order.rounds
    .flatMap((round) => round.lines)
    .filter(({ state }) => state !== 'voided')
  // Of a bill that is paid in part only a dish that nobody has paid for gets cheaper.
  const mayBeWhole = order.paidCents === 0
  const form = useForm({
    schema: previewDiscount,
    typed: {
      lineId: mayBeWhole ? '' : String(lines.at(-1)?.id ?? ''),
      kind: 'amount_off' as DiscountKind,
      amountCents: '',
      payBasisPoints: '',
    },
    read: (typed) => ({
      lineId: orNone(numberIn, typed.lineId),
      kind: typed.kind,
      amountCents: typed.kind === 'amount_off' ? centsIn(typed.amountCents) : 0,
      // Typed is what comes off, sent what is still paid.
      payBasisPoints:
        typed.kind === 'percent_off' ? 10_000 - percentIn(typed.payBasisPoints) : 10_000,
    }),
    says: { payBasisPoints: t('percentRule') },
    rule: ({ kind, amountCents, payBasisPoints }) => ({
      ...(kind === 'amount_off' && amountCents === 0 && { amountCents: t('nothing') }),
      ...(kind === 'percent_off' && payBasisPoints === 10_000 && { payBasisPoints: t('nothing') }),
    }),
  })
  const { lineId, kind } = form.typed
  const requestNow = form.requestNow()
  const request = { storeId, orderId: order.id, ...(requestNow ?? NO_REQUEST) }
  const preview = useQuery({
    ...trpc.billing.previewDiscount.queryOptions(request),
    enabled: requestNow !== null,
    placeholderData: keepPreviousData,
  })
  const discount = useKeyedCommand((server) => server.billing.discount.mutate, {
    stale: AT_A_TABLE,
    said: t('done'),
  })
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('title')}
      text={t('text')}
      action={t('give')}
      common={REASONS.map((each) => t(`reason.${each}`))}
      onReason={(reason) =>
        form.confirm((told) => discount.ask({ storeId, orderId: order.id, ...told, reason }))
      }
    >
      <Field label={t('target')}>
        <Select
          value={lineId}
          onChange={({ target }) => {
            form.change('lineId', target.value)
            if (target.value === '' && kind === 'gift') form.change('kind', 'amount_off')
          }}
        >
          {mayBeWhole && <option value="">{t('whole')}</option>}
          {lines.map((line) => (
            <option key={line.id} value={line.id}>
              {nameIn(language, line)} × {line.quantity} · {sumOf(line.totalCents)}
            </option>
          ))}
        </Select>
      </Field>
      <KindField
        value={kind}
        mayGive={lineId !== ''}
        onChange={(next) => form.change('kind', next)}
      />
      {kind !== 'gift' && (
        <Field
          key={kind}
          label={t(`value.${kind}`, { sign })}
          error={form.wrong(kind === 'amount_off' ? 'amountCents' : 'payBasisPoints')}
        >
          <Input
            inputMode="decimal"
            autoComplete="off"
            className="text-right tabular-nums"
            {...form.of(kind === 'amount_off' ? 'amountCents' : 'payBasisPoints')}
          />
        </Field>
      )}
      <p
        role="status"
        className={cn(
          'rounded-xl p-3 text-sm tabular-nums empty:hidden',
          preview.error ? 'bg-danger-soft text-danger' : 'bg-primary-soft',
        )}
      >
        {requestNow !== null &&
          (preview.error?.message ??
            (preview.data &&
              t(mayBeWhole ? 'preview' : 'previewPartly', {
                taken: sumOf(preview.data.takenCents),
                owed: sumOf(preview.data.owedCents),
                open: sumOf(preview.data.openCents),
              })))}
      </p>
    </ReasonDialog>
  )
}

function KindField(field: {
  value: DiscountKind
  mayGive: boolean
  onChange: (kind: DiscountKind) => void
}) {
  const t = useTranslations('staff.discount')
  const kinds: DiscountKind[] = [
    'amount_off',
    'percent_off',
    ...(field.mayGive ? ['gift' as const] : []),
  ]
  return (
    <Segmented
      label={t('kindLabel')}
      choices={kinds.map((kind) => ({ value: kind, text: t(`kind.${kind}`) }))}
      value={field.value}
      onChange={field.onChange}
    />
  )
}
