'use client'
// A receipt as paper on a screen, and on paper where the browser prints it: nothing but the
// receipt.

import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { usePortions } from '@/components/ui/portions'
import { type Language, nameIn, unitIn } from '@/domain/language'
import { figuresIn, sumIn } from '@/domain/money'
import { percentText, reasonIn } from '@/domain/ordering'
import { bearsShares, type Receipt, type ReceiptPart, shareText } from '@/domain/receipts'
import type { RateTax } from '@/domain/taxes'

export function ReceiptScreen({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  return (
    <main className="min-h-dvh px-4 py-6 print:p-0">
      <div className="mx-auto mb-4 flex max-w-md items-center justify-end print:hidden">
        <LanguageSwitch />
      </div>
      <article className="mx-auto max-w-md rounded-3xl border border-line bg-surface p-6 print:max-w-none print:rounded-none print:border-0 print:p-0">
        <Head receipt={receipt} />
        <Facts receipt={receipt} />
        {receipt.part ? (
          <Part receipt={receipt} part={receipt.part} />
        ) : (
          <>
            <Dishes receipt={receipt} />
            <Sums receipt={receipt} />
            <Money receipt={receipt} />
          </>
        )}
        {receipt.footer && (
          <p className="mt-5 text-center text-ink-soft text-sm">{receipt.footer}</p>
        )}
      </article>
      <div className="mx-auto mt-5 max-w-md print:hidden">
        <Button variant="outline" className="w-full" onClick={() => window.print()}>
          <Printer aria-hidden /> {t('print')}
        </Button>
      </div>
    </main>
  )
}

function Head({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const language = useLocale() as Language
  const { settledAt, address, phone, header, part } = receipt
  const payments = part ? [part] : receipt.payments
  return (
    <header className="text-center">
      {receipt.logo && (
        <img
          src={`${receipt.logo}-160.webp`}
          width={64}
          height={64}
          alt=""
          className="mx-auto mb-3 size-16 rounded-2xl object-cover"
        />
      )}
      <p className="font-semibold text-xl">
        {nameIn(language, { name: receipt.storeName, names: receipt.storeNames })}
      </p>
      {[address, phone, header].filter(Boolean).map((line) => (
        <p key={line} className="text-ink-soft text-sm">
          {line}
        </p>
      ))}
      <h1 className="mt-3 font-semibold">
        {t(part ? 'part.title' : settledAt ? 'title' : 'bill')}
      </h1>
      {!settledAt && !part && <p className="text-sm text-warning">{t('notSettled')}</p>}
      {payments.some(({ isSimulated }) => isSimulated) && (
        <p className="mt-1 font-semibold text-danger text-sm">{t('simulated')}</p>
      )}
    </header>
  )
}

function Facts({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const time = useTime(receipt)
  return (
    <dl className="mt-4 space-y-1 text-sm">
      {receipt.takeaway === 'whole' ? (
        <Row name={t('takeaway')} className="font-semibold">
          {receipt.tableName}
        </Row>
      ) : (
        <Row name={t('table')}>{receipt.tableName}</Row>
      )}
      {receipt.takeaway === 'partly' && <dd className="font-semibold">{t('partlyTakeaway')}</dd>}
      <Row name={t('number')}>{receipt.number}</Row>
      <Row name={t('placed')}>{time(receipt.placedAt)}</Row>
      {receipt.settledAt && <Row name={t('settled')}>{time(receipt.settledAt)}</Row>}
    </dl>
  )
}

function Dishes({ receipt }: { receipt: Receipt }) {
  const portions = usePortions()
  const t = useTranslations('receipt')
  const language = useLocale() as Language
  const amount = useFigures(receipt.currency)
  return (
    <table className="mt-4 w-full border-line border-y text-sm">
      <thead className="text-ink-soft">
        <tr>
          <th className="py-2 text-left font-normal">{t('dish')}</th>
          <th className="px-2 py-2 text-right font-normal">{t('quantity')}</th>
          <th className="py-2 text-right font-normal">{t('sum')}</th>
        </tr>
      </thead>
      <tbody>
        {receipt.lines.map((line) => {
          const options = line.chosen.map(
            (option) =>
              `${nameIn(language, option)}${option.quantity > 1 ? ` × ${option.quantity}` : ''}`,
          )
          return (
            <tr
              key={JSON.stringify([line.name, line.chosen, line.unitCents, line.listUnitCents])}
              className="align-top"
            >
              <td className="break-words py-1.5">
                {nameIn(language, line)}
                {line.unit && <span className="text-ink-soft"> / {unitIn(language, line)}</span>}
                {portions.rateOf(line) && (
                  <span className="block text-ink-soft text-xs">{portions.rateOf(line)}</span>
                )}
                {options.length > 0 && (
                  <span className="block text-ink-soft text-xs">{options.join(' · ')}</span>
                )}
              </td>
              <td className="px-2 py-1.5 text-right tabular-nums">{line.quantity}</td>
              <td className="py-1.5 text-right tabular-nums">
                {line.listUnitCents > line.unitCents && (
                  <s className="block text-ink-soft text-xs">
                    <span className="sr-only">{t('listPrice')}</span>
                    {amount(line.listUnitCents * line.quantity)}
                  </s>
                )}
                {portions.waiting(line) ?? amount(line.totalCents)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** What one payment was for, and how it was paid. */
function Part({ receipt, part }: { receipt: Receipt; part: ReceiptPart }) {
  const t = useTranslations('receipt')
  const nameOf = useTranslations('methods')
  const language = useLocale() as Language
  const time = useTime(receipt)
  const amount = useFigures(receipt.currency)
  const sum = (cents: number) => sumIn(language, receipt.currency, cents)
  const isOfMoney = part.dishes.length === 0 && part.headCents === 0
  return (
    <dl className="mt-4 space-y-1.5 border-line border-t pt-3 text-sm">
      {part.dishes.map((dish, index) => (
        <Row key={`${dish.name} ${index}`} name={`${nameIn(language, dish)}${shareText(dish)}`}>
          {amount(dish.amountCents)}
        </Row>
      ))}
      {part.headCents > 0 && <Row name={t('adjustment.per_head')}>{amount(part.headCents)}</Row>}
      {bearsShares(receipt, part) && <dd className="text-ink-soft text-xs">{t('part.shares')}</dd>}
      {isOfMoney && <Row name={t(`part.kind.${part.splitKind}`)}>{amount(part.amountCents)}</Row>}
      <Row name={t('part.sum')} className="border-line border-t pt-2 font-semibold text-lg">
        {sum(part.amountCents)}
      </Row>
      <Row name={t('paid', { method: nameOf(`${part.method}.short`) })}>{time(part.paidAt)}</Row>
      {part.reference && (
        <dd className="break-all text-ink-soft text-xs tabular-nums">
          {part.reference}
          {part.isSimulated && ` · ${t('simulated')}`}
        </dd>
      )}
      {part.refundedCents > 0 && <Row name={t('refunded')}>{amount(-part.refundedCents)}</Row>}
      <Row name={t('part.ofBill')} className="text-ink-soft">
        {sum(receipt.owedCents)}
      </Row>
    </dl>
  )
}

function Sums({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const language = useLocale() as Language
  const amount = useFigures(receipt.currency)
  return (
    <dl className="mt-3 space-y-1 text-sm">
      {receipt.adjustments.length > 0 && <Row name={t('items')}>{amount(receipt.itemsCents)}</Row>}
      {receipt.adjustments.map((adjustment) => (
        <Row
          key={`${adjustment.kind} ${adjustment.reason} ${adjustment.couponId} ${adjustment.discountId}`}
          name={`${t(`adjustment.${adjustment.kind}`)} ${reasonIn(language, adjustment)}`}
        >
          {amount(adjustment.amountCents)}
        </Row>
      ))}
      <Row name={t('owed')} className="pt-1 font-semibold text-lg">
        {sumIn(language, receipt.currency, receipt.owedCents)}
      </Row>
      {receipt.taxes.map((tax) => (
        <Tax key={tax.basisPoints} tax={tax} currency={receipt.currency} />
      ))}
    </dl>
  )
}

/** @param sign −1 for what goes back */
function Tax({ tax, currency, sign = 1 }: { tax: RateTax; currency: string; sign?: 1 | -1 }) {
  const t = useTranslations('receipt')
  const amount = useFigures(currency)
  const base = amount(sign * tax.netCents)
  return (
    <Row
      name={t('includedTax', { rate: percentText(tax.basisPoints), base })}
      className="text-ink-soft"
    >
      {amount(sign * tax.taxCents)}
    </Row>
  )
}

function Money({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const nameOf = useTranslations('methods')
  const language = useLocale() as Language
  const time = useTime(receipt)
  const amount = useFigures(receipt.currency)
  const { payments, refunds, openCents, earnedPoints } = receipt
  if (payments.length === 0 && openCents === 0) return null
  return (
    <dl className="mt-3 space-y-1.5 border-line border-t pt-3 text-sm">
      {payments.map((payment, index) => (
        <div key={payment.reference ?? `${payment.paidAt} ${index}`}>
          <Row name={t('paid', { method: nameOf(`${payment.method}.short`) })}>
            {amount(payment.amountCents)}
          </Row>
          <dd className="break-all text-ink-soft text-xs tabular-nums">
            {time(payment.paidAt)}
            {payment.reference && ` · ${payment.reference}`}
            {payment.isSimulated && ` · ${t('simulated')}`}
          </dd>
        </div>
      ))}
      {refunds.map((refund, index) => (
        <div key={`${refund.at} ${index}`}>
          <Row
            name={[
              t(refund.isSurplus ? 'surplus' : 'refunded'),
              refund.state === 'pending' ? ` (${t('onTheWay')})` : '',
            ].join('')}
          >
            {amount(-refund.amountCents)}
          </Row>
          {refund.dishes.map((dish, at) => (
            <Row
              key={`${dish.name} ${at}`}
              name={`${nameIn(language, dish)} × ${dish.quantity}`}
              className="text-ink-soft text-xs"
            >
              {amount(-dish.amountCents)}
            </Row>
          ))}
          {refund.taxes.map((tax) => (
            <Tax key={tax.basisPoints} tax={tax} currency={receipt.currency} sign={-1} />
          ))}
        </div>
      ))}
      {openCents > 0 && (
        <Row name={t('open')} className="font-semibold text-warning">
          {amount(openCents)}
        </Row>
      )}
      {earnedPoints > 0 && (
        <dd className="text-success">{t('earned', { points: earnedPoints })}</dd>
      )}
    </dl>
  )
}

function Row({
  name,
  className,
  children,
}: {
  name: string
  className?: string
  children: ReactNode
}) {
  return (
    <div className={cn('flex items-baseline justify-between gap-4', className)}>
      <dt className="min-w-0 break-words">{name}</dt>
      <dd className="shrink-0 tabular-nums">{children}</dd>
    </div>
  )
}

/** Instants on the store's own clock, wherever the receipt is read. */
function useTime({ timeZone }: Receipt): (iso: string) => string {
  const language = useLocale()
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  return (iso) => format.format(new Date(iso))
}

/** Amounts in columns, whose currency the sums beside them say. */
function useFigures(currency: string): (cents: number) => string {
  const language = useLocale()
  return (cents) => figuresIn(language, currency, cents)
}
