// The way from a bill, or from one's own part of it, to its receipt, which can be kept, sent on and
// printed.

import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/components/wire/use-command'

export function OpenReceipt({
  code,
  orderId,
  paymentId = null,
}: {
  code: string
  orderId: number
  /** Only this payment's part. */
  paymentId?: number | null
}) {
  const t = useTranslations('pay')
  const open = useCommand((server) => server.receipts.openReceipt.mutate, {
    onDone: ({ path }) => window.location.assign(path),
  })
  return (
    <Button
      variant={paymentId === null ? 'outline' : 'secondary'}
      className="w-full"
      disabled={open.isBusy}
      onClick={() => open.run({ code, orderId, paymentId })}
    >
      <ReceiptText aria-hidden /> {t(paymentId === null ? 'receipt.open' : 'receipt.openOwn')}
    </Button>
  )
}
