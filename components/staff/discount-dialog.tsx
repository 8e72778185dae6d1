// Takes something off a bill by hand: of all or of one dish, an amount, a percentage or the dish for nothing; what it makes of the
// bill is shown before it is done.

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useLocale, useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { centsFromYuanText, MAXIMUM_CENTS, yuanText } from '@/domain/money'
import type { DiscountKind } from '@/domain/ordering'
import { useDesk } from './desk'
import { ReasonDialog } from './reason-dialog'
import type { OrderView } from './shapes'
import { useAfterDeed } from './use-after-deed'

const REASONS = ['waited', 'quality', 'regular', 'treat'] as const

export function DiscountDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const t = useTranslations('staff.discount')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const after = useAfterDeed()
  const [lineId, setLineId] = useState<number | null>(null)
  const [kind, setKind] = useState<DiscountKind>('amount_off')
  const [value, setValue] = useState('')
  // A retry sends the same key, so that it is taken off once; another wish is another key.
  const key = useRef({ of: '', key: newKey() })

  const worth = worthOf(kind, value)
  const wish = { storeId, orderId: order.id, lineId, kind, ...worth }
  const preview = useQuery({
    ...trpc.payment.previewDiscount.queryOptions(wish),
    enabled: worth !== null,
    placeholderData: keepPreviousData,
  })
  const discount = useMutation(
    trpc.payment.discount.mutationOptions({
      onSettled: after.onSettled,
      onSuccess: () => toast.success(t('done')),
    }),
  )
  const give = (reason: string) => {
    const of = JSON.stringify([wish, reason])
    if (key.current.of !== of) key.current = { of, key: newKey() }
    return discount.mutateAsync({ ...wish, reason, key: key.current.key })
  }

  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('title')}
      text={t('text')}
      action={t('give')}
      common={REASONS.map((each) => t(`reason.${each}`))}
      isReady={worth !== null}
      onReason={give}
    >
      <TargetField
        order={order}
        value={lineId}
        onChange={(id) => {
          setLineId(id)
          if (id === null && kind === 'gift') setKind('amount_off')
        }}
      />
      <KindField value={kind} mayGive={lineId !== null} onChange={setKind} />
      {kind !== 'gift' && (
        <label className="block space-y-1.5">
          <span className="font-medium text-sm">{t(`value.${kind}`)}</span>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={value}
            aria-invalid={value !== '' && worth === null}
            className="text-right tabular-nums"
            onChange={(event) => setValue(event.target.value)}
          />
        </label>
      )}
      <p role="status" className="rounded-xl bg-primary-soft p-3 text-sm tabular-nums empty:hidden">
        {worth !== null &&
          preview.data &&
          t('preview', {
            taken: yuanText(preview.data.takenCents),
            owed: yuanText(preview.data.owedCents),
          })}
      </p>
    </ReasonDialog>
  )
}

function TargetField(field: {
  order: OrderView
  value: number | null
  onChange: (lineId: number | null) => void
}) {
  const t = useTranslations('staff.discount')
  const language = useLocale() as Language
  const lines = field.order.rounds
    .flatMap((round) => round.lines)
    .filter(({ state }) => state !== 'voided')
  return (
    <label className="block space-y-1.5">
      <span className="font-medium text-sm">{t('target')}</span>
      <select
        value={field.value ?? ''}
        onChange={({ target }) => field.onChange(target.value ? Number(target.value) : null)}
        className="h-11 w-full rounded-xl border border-edge bg-surface px-2 text-base"
      >
        <option value="">{t('whole')}</option>
        {lines.map((line) => (
          <option key={line.id} value={line.id}>
            {nameIn(language, line)} × {line.quantity} · ¥{yuanText(line.totalCents)}
          </option>
        ))}
      </select>
    </label>
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
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('kindLabel')}</legend>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={field.value === kind}
          onClick={() => field.onChange(kind)}
          className={cn(
            'min-h-11 flex-1 rounded-xl border px-3 text-sm',
            field.value === kind ? 'border-primary bg-primary-soft' : 'border-line',
          )}
        >
          {t(`kind.${kind}`)}
        </button>
      ))}
    </fieldset>
  )
}

/** What was typed, as amount in 分 or as what is still paid of 10,000; null while it makes no sense. */
function worthOf(
  kind: DiscountKind,
  value: string,
): { amountCents: number; payBasisPoints: number } | null {
  if (kind === 'gift') return { amountCents: 0, payBasisPoints: 10_000 }
  const hundredths = centsFromYuanText(value)
  if (hundredths === null || hundredths === 0 || hundredths > MAXIMUM_CENTS) return null
  if (kind === 'amount_off') return { amountCents: hundredths, payBasisPoints: 10_000 }
  return hundredths <= 10_000 ? { amountCents: 0, payBasisPoints: 10_000 - hundredths } : null
}
