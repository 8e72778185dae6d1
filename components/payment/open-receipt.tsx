// The way from a bill to its receipt, which can be kept, sent on and printed.

import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/components/wire/use-command'

export function OpenReceipt({ code, orderId }: { code: string; orderId: number }) {
  const t = useTranslations('pay')
  const open = useCommand((server) => server.receipts.openReceipt.mutate, {
    onDone: ({ path }) => window.location.assign(path),
  })
  return (
    <Button
      variant="outline"
      className="w-full"
      disabled={open.isBusy}
      onClick={() => open.run({ code, orderId })}
    >
      <ReceiptText aria-hidden /> {t('receipt.open')}
    </Button>
  )
}
