'use client'
// Where a manager sets what bills are made of: charges, tax, rounding, what a cashier may do, how long a payment may take, and
// what stands on receipts.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import { centsFromYuanText, yuanText } from '@/domain/money'
import { MAXIMUM_PAYMENT_MINUTES } from '@/domain/payment'
import type { StoreBillRules } from '@/server/payment/read-bill-rules'
import { type Desk, DeskProvider, useDesk } from './desk'
import { StaffShell } from './staff-shell'
import { Failed, Loading } from './standing'

export function BillRulesScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <BillRules key={desk.post.storeId} />
      </StaffShell>
    </DeskProvider>
  )
}

function BillRules() {
  const t = useTranslations('staff.billRules')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const rules = useQuery(trpc.payment.billRules.queryOptions({ storeId }))
  return (
    <div className="mx-auto max-w-xl space-y-5 pb-10">
      <header>
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="mt-1 text-ink-soft text-sm">{t('lead')}</p>
      </header>
      {rules.data ? (
        <RulesForm rules={rules.data} />
      ) : rules.error ? (
        <Failed error={rules.error} onRetry={() => void rules.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  )
}

const CHARGES = ['perHead', 'service', 'tax'] as const
const LIMITS = ['discountLimit', 'refundLimit', 'expires'] as const
const RECEIPT = ['receiptHeader', 'receiptFooter'] as const
type Field = (typeof CHARGES | typeof LIMITS | typeof RECEIPT)[number]
type Typed = Record<Field, string>
const MAXIMUM_RECEIPT_TEXT = 60
const ROUNDINGS = [1, 10, 50, 100]

function RulesForm({ rules }: { rules: StoreBillRules }) {
  const t = useTranslations('staff.billRules')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState<Typed>({
    perHead: yuanText(rules.perHeadCents),
    service: yuanText(rules.serviceBasisPoints),
    tax: yuanText(rules.taxBasisPoints),
    discountLimit: limitText(rules.cashierDiscountLimitCents),
    refundLimit: limitText(rules.cashierRefundLimitCents),
    expires: String(rules.paymentExpiresMinutes),
    receiptHeader: rules.receiptHeader,
    receiptFooter: rules.receiptFooter,
  })
  const numberField = (field: (typeof CHARGES | typeof LIMITS)[number]) => (
    <label key={field} className="block space-y-1.5">
      <span className="font-medium text-sm">{t(field)}</span>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={typed[field]}
        className="text-right tabular-nums"
        onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
      />
    </label>
  )
  const [isTaxAdded, setIsTaxAdded] = useState(rules.isTaxAdded)
  const [roundingCents, setRoundingCents] = useState(rules.roundingCents)
  const save = useMutation(
    trpc.payment.setBillRules.mutationOptions({
      onSuccess: async (kept) => {
        queryClient.setQueryData(trpc.payment.billRules.queryKey({ storeId }), kept)
        toast.success(t('saved'))
      },
    }),
  )
  const wanted = rulesOf(typed)
  const trouble = save.error && (isUnanswered(save.error) ? t('unanswered') : save.error.message)
  const roundings = [...new Set([...ROUNDINGS, roundingCents])].sort((a, b) => a - b)
  return (
    <form
      className="space-y-4 rounded-2xl border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted) save.mutate({ storeId, ...wanted, isTaxAdded, roundingCents })
      }}
    >
      {CHARGES.map(numberField)}
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          checked={isTaxAdded}
          onChange={({ target }) => setIsTaxAdded(target.checked)}
          className="size-6 accent-primary"
        />
        <span className="text-sm">{t('taxAdded')}</span>
      </label>
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('rounding')}</span>
        <select
          value={roundingCents}
          onChange={({ target }) => setRoundingCents(Number(target.value))}
          className="h-11 w-full rounded-xl border border-edge bg-surface px-2 text-base"
        >
          {roundings.map((cents) => (
            <option key={cents} value={cents}>
              {cents === 1 ? t('noRounding') : t('roundingTo', { sum: yuanText(cents) })}
            </option>
          ))}
        </select>
      </label>
      {LIMITS.map(numberField)}
      {RECEIPT.map((field) => (
        <label key={field} className="block space-y-1.5">
          <span className="font-medium text-sm">{t(field)}</span>
          <Input
            value={typed[field]}
            maxLength={MAXIMUM_RECEIPT_TEXT}
            onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
          />
        </label>
      ))}
      <p role="status" className="text-danger text-sm empty:hidden">
        {trouble || (wanted ? '' : t('unclear'))}
      </p>
      <Button type="submit" className="w-full" disabled={!wanted || save.isPending}>
        {t('save')}
      </Button>
    </form>
  )
}

function limitText(cents: number | null): string {
  return cents === null ? '' : yuanText(cents)
}

/** What was typed, in 分 and of 10,000 (a percent with two decimals is that); null while something is no number. */
function rulesOf(typed: Typed) {
  const perHeadCents = centsFromYuanText(typed.perHead)
  const serviceBasisPoints = centsFromYuanText(typed.service)
  const taxBasisPoints = centsFromYuanText(typed.tax)
  const cashierDiscountLimitCents = limitOf(typed.discountLimit)
  const cashierRefundLimitCents = limitOf(typed.refundLimit)
  const paymentExpiresMinutes = Number(typed.expires)
  if (
    perHeadCents === null ||
    serviceBasisPoints === null ||
    taxBasisPoints === null ||
    cashierDiscountLimitCents === undefined ||
    cashierRefundLimitCents === undefined ||
    !Number.isInteger(paymentExpiresMinutes) ||
    paymentExpiresMinutes < 1 ||
    paymentExpiresMinutes > MAXIMUM_PAYMENT_MINUTES
  ) {
    return null
  }
  return {
    perHeadCents,
    serviceBasisPoints,
    taxBasisPoints,
    cashierDiscountLimitCents,
    cashierRefundLimitCents,
    paymentExpiresMinutes,
    receiptHeader: typed.receiptHeader.trim(),
    receiptFooter: typed.receiptFooter.trim(),
  }
}

/** A limit in 分, null = none; undefined while it is no number. */
function limitOf(text: string): number | null | undefined {
  return text.trim() === '' ? null : (centsFromYuanText(text) ?? undefined)
}
