// A bill or one part of it on paper or as a link, and a round's slip once more, where the store has
// printers for them.

import { useQuery } from '@tanstack/react-query'
import { Printer, ReceiptText } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand, useKeyedCommand } from '@/components/wire/use-command'

const PRINTERS_STAY_MS = 60_000

function useHasPrinter(purpose: 'receipt' | 'kitchen'): boolean {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.printing.printers.queryOptions({ storeId }, { staleTime: PRINTERS_STAY_MS }),
  )
  return data?.printers.some((printer) => printer.purpose === purpose) ?? false
}

export function BillPaper({ orderId }: { orderId: number }) {
  const t = useTranslations('staff.paper')
  const { storeId } = useDesk()
  const hasPrinter = useHasPrinter('receipt')
  const open = useCommand((server) => server.receipts.openReceiptForStaff.mutate, {
    onDone: ({ path }) => window.open(path, '_blank', 'noopener'),
  })
  const print = useKeyedCommand((server) => server.receipts.printReceipt.mutate, {
    said: t('printed'),
  })
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {hasPrinter && (
        <Button
          variant="outline"
          size="sm"
          disabled={print.isBusy}
          onClick={() => print.run({ storeId, orderId })}
        >
          <Printer aria-hidden className="size-4" /> {t('print')}
        </Button>
      )}
      <Button
        variant="ghost"
        size="sm"
        disabled={open.isBusy}
        onClick={() => open.run({ storeId, orderId })}
      >
        <ReceiptText aria-hidden className="size-4" /> {t('receipt')}
      </Button>
    </div>
  )
}

/** What one payment was for, as its guest sees it on the phone. */
export function PartPaper({
  orderId,
  paymentId,
  amount,
}: {
  orderId: number
  paymentId: number
  amount: string
}) {
  const t = useTranslations('staff.paper')
  const { storeId } = useDesk()
  const hasPrinter = useHasPrinter('receipt')
  const print = useKeyedCommand((server) => server.receipts.printReceipt.mutate, {
    said: t('printed'),
  })
  if (!hasPrinter) return null
  const name = t('printPart', { amount })
  return (
    <Button
      size="sm"
      variant="ghost"
      className="size-11 shrink-0 px-0"
      aria-label={name}
      title={name}
      disabled={print.isBusy}
      onClick={() => print.run({ storeId, orderId, paymentId })}
    >
      <Printer aria-hidden className="size-4" />
    </Button>
  )
}

export function ReprintSlip({ roundId }: { roundId: number }) {
  const t = useTranslations('staff.paper')
  const { storeId } = useDesk()
  const hasPrinter = useHasPrinter('kitchen')
  const reprint = useKeyedCommand((server) => server.kitchen.reprint.mutate, { said: t('printed') })
  if (!hasPrinter) return null
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={t('slip')}
      title={t('slip')}
      disabled={reprint.isBusy}
      onClick={() => reprint.run({ storeId, roundId })}
    >
      <Printer aria-hidden className="size-4" />
    </Button>
  )
}
