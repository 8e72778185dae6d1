'use client'

// Where a manager sets what bills are made of: charges, tax, rounding, what a cashier may do, how
// long a payment may take, and what stands on receipts.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { PartForm } from '@/components/desk/part-form'
import { SettingsShell } from '@/components/desk/settings-shell'
import { numberIn, orNone, percentIn, percentText } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { setBillRules } from '@/forms/billing'
import type { AppRouter } from '@/server/router'
import { TaxClasses } from './tax-classes'

export function BillRulesScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <BillRules key={desk.storeRole.storeId} />
      </SettingsShell>
    </DeskProvider>
  )
}

function BillRules() {
  const t = useTranslations('staff.billRules')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const rules = useQuery(trpc.billing.billRules.queryOptions({ storeId }))
  return (
    <div className="mx-auto max-w-xl space-y-5 pb-10">
      <header>
        <h1 className="font-semibold text-2xl">{tPlace('bill.title')}</h1>
        <p className="mt-1 text-ink-soft text-sm">{t('lead')}</p>
      </header>
      {rules.data ? (
        <>
          <PartForm fresh={rules.data}>
            {(part, onKept) => <RulesForm rules={part} onKept={onKept} />}
          </PartForm>
          {rules.data.reducedTaxBasisPoints !== null && <TaxClasses />}
        </>
      ) : rules.error ? (
        <Failed error={rules.error} onRetry={() => void rules.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  )
}

/** Fields of amounts, percentages and minutes, with their words. */
const CHARGES = [
  ['perHeadCents', 'perHead'],
  ['serviceBasisPoints', 'service'],
  ['taxBasisPoints', 'tax'],
  ['reducedTaxBasisPoints', 'reducedTax'],
] as const
const LIMITS = [
  ['cashierDiscountLimitCents', 'discountLimit'],
  ['cashierRefundLimitCents', 'refundLimit'],
  ['paymentExpiresMinutes', 'expires'],
] as const
const RECEIPT = ['receiptHeader', 'receiptFooter'] as const
/**
 * What bills are rounded down to, in smallest units, by how many digits a currency has behind the
 * point.
 */
const ROUNDINGS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 10, 100, 500, 1_000],
  2: [1, 10, 50, 100],
  3: [1, 5, 10, 50, 100, 250],
}

type Rules = inferRouterOutputs<AppRouter>['billing']['billRules']

function RulesForm({ rules, onKept }: { rules: Rules; onKept: (kept: Rules) => void }) {
  const { digits, sign, sumOf, textOf, centsIn } = useMoney()
  const limitText = (cents: number | null) => (cents === null ? '' : textOf(cents))
  const t = useTranslations('staff.billRules')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({
    schema: setBillRules,
    typed: {
      ...rules,
      perHeadCents: textOf(rules.perHeadCents),
      serviceBasisPoints: percentText(rules.serviceBasisPoints),
      taxBasisPoints: percentText(rules.taxBasisPoints),
      reducedTaxBasisPoints:
        rules.reducedTaxBasisPoints === null ? '' : percentText(rules.reducedTaxBasisPoints),
      roundingCents: String(rules.roundingCents),
      cashierDiscountLimitCents: limitText(rules.cashierDiscountLimitCents),
      cashierRefundLimitCents: limitText(rules.cashierRefundLimitCents),
      paymentExpiresMinutes: String(rules.paymentExpiresMinutes),
    },
    read: (typed) => ({
      ...typed,
      perHeadCents: centsIn(typed.perHeadCents),
      serviceBasisPoints: percentIn(typed.serviceBasisPoints),
      taxBasisPoints: percentIn(typed.taxBasisPoints),
      reducedTaxBasisPoints: orNone(percentIn, typed.reducedTaxBasisPoints),
      roundingCents: Number(typed.roundingCents),
      cashierDiscountLimitCents: orNone(centsIn, typed.cashierDiscountLimitCents),
      cashierRefundLimitCents: orNone(centsIn, typed.cashierRefundLimitCents),
      paymentExpiresMinutes: numberIn(typed.paymentExpiresMinutes),
    }),
  })
  const save = useCommand((server) => server.billing.setBillRules.mutate, {
    said: t('saved'),
    isToldHere: true,
    onDone: (kept) => {
      queryClient.setQueryData(trpc.billing.billRules.queryKey({ storeId }), kept)
      onKept(kept)
    },
  })
  const numberField = ([field, label]: (typeof CHARGES | typeof LIMITS)[number]) => (
    <Field key={field} label={t(label, { sign })} error={form.wrong(field)}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        className="text-right tabular-nums"
        {...form.of(field)}
      />
    </Field>
  )
  const roundings = [...new Set([...(ROUNDINGS[digits] ?? []), rules.roundingCents])].sort(
    (a, b) => a - b,
  )
  return (
    <form
      noValidate
      className="space-y-4 rounded-2xl border border-line bg-surface p-4"
      onSubmit={form.send((request) => save.run({ storeId, ...request, version: rules.version }))}
    >
      {CHARGES.map(numberField)}
      <Checkbox {...form.of('isTaxAdded')}>{t('taxAdded')}</Checkbox>
      <Field label={t('rounding')} error={form.wrong('roundingCents')}>
        <Select {...form.of('roundingCents')}>
          {roundings.map((cents) => (
            <option key={cents} value={cents}>
              {cents === 1 ? t('noRounding') : t('roundingTo', { sum: sumOf(cents) })}
            </option>
          ))}
        </Select>
      </Field>
      {LIMITS.map(numberField)}
      {RECEIPT.map((field) => (
        <Field key={field} label={t(field)} error={form.wrong(field)}>
          <Input autoComplete="off" {...form.of(field)} />
        </Field>
      ))}
      <p role="status" className="text-danger text-sm empty:hidden">
        {save.trouble ?? form.trouble}
      </p>
      <Button type="submit" className="w-full" disabled={save.isBusy}>
        {t('save')}
      </Button>
    </form>
  )
}
