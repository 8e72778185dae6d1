// The way from a bill to its receipt, which can be kept, sent on and printed.

import { useMutation } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'

export function OpenReceipt({ code, orderId }: { code: string; orderId: number }) {
  const t = useTranslations('pay')
  const trpc = useTRPC()
  const open = useMutation(
    trpc.payment.openReceipt.mutationOptions({
      onSuccess: ({ path }) => window.location.assign(path),
      onError: (error) => toast.error(isUnanswered(error) ? t('unanswered') : error.message),
    }),
  )
  return (
    <Button
      variant="outline"
      className="w-full"
      disabled={open.isPending}
      onClick={() => open.mutate({ code, orderId })}
    >
      <ReceiptText aria-hidden /> {t('receipt.open')}
    </Button>
  )
}
