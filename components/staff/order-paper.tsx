// A bill on paper or as a link, and a round's slip once more, where the store has printers for them.

import { useMutation, useQuery } from '@tanstack/react-query'
import { Printer, ReceiptText } from 'lucide-react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { useDesk } from './desk'
import { useAfterDeed } from './use-after-deed'

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
  const trpc = useTRPC()
  const { onError } = useAfterDeed()
  const hasPrinter = useHasPrinter('receipt')
  const open = useMutation(
    trpc.payment.openReceiptForStaff.mutationOptions({
      onError,
      onSuccess: ({ path }) => window.open(path, '_blank', 'noopener'),
    }),
  )
  const print = useMutation(
    trpc.payment.printReceipt.mutationOptions({
      onError,
      onSuccess: () => toast.success(t('printed')),
    }),
  )
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {hasPrinter && (
        <Button
          variant="outline"
          size="sm"
          disabled={print.isPending}
          onClick={() => print.mutate({ storeId, orderId, key: newKey() })}
        >
          <Printer aria-hidden className="size-4" /> {t('print')}
        </Button>
      )}
      <Button
        variant="ghost"
        size="sm"
        disabled={open.isPending}
        onClick={() => open.mutate({ storeId, orderId })}
      >
        <ReceiptText aria-hidden className="size-4" /> {t('receipt')}
      </Button>
    </div>
  )
}

export function ReprintSlip({ roundId }: { roundId: number }) {
  const t = useTranslations('staff.paper')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { onError } = useAfterDeed()
  const hasPrinter = useHasPrinter('kitchen')
  const reprint = useMutation(
    trpc.kitchen.reprint.mutationOptions({
      onError,
      onSuccess: () => toast.success(t('printed')),
    }),
  )
  if (!hasPrinter) return null
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={t('slip')}
      title={t('slip')}
      disabled={reprint.isPending}
      onClick={() => reprint.mutate({ storeId, roundId, key: newKey() })}
    >
      <Printer aria-hidden className="size-4" />
    </Button>
  )
}
