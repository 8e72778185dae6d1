// A report as a CSV file, made by the server for the days that are shown.

import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { isUnanswered, useTRPCClient } from '@/components/wire/trpc'
import { useDesk } from '../staff/desk'
import { isComplete, type PeriodChoice } from './period-picker'

export type Export = {
  report:
    | 'revenue-summary'
    | 'payment-methods'
    | 'menu-item-sales'
    | 'hourly-sales'
    | 'order-status'
    | 'daily-revenue'
    | 'top-orders'
  choice: PeriodChoice
  /** The last so many days instead. */
  days?: number | undefined
}

export function DownloadButton({ title, report, choice, days }: Export & { title: string }) {
  const t = useTranslations('reports')
  const failed = useTranslations('staff')('failed')
  const client = useTRPCClient()
  const { storeId } = useDesk()
  const download = useMutation({
    mutationFn: () => client.analytics.exported.query({ storeId, report, ...choice, days }),
    onSuccess: ({ fileName, text }) => save(fileName, text),
    onError: (error) => toast.error(isUnanswered(error) ? failed : error.message),
  })
  return (
    <button
      type="button"
      aria-label={t('download', { report: title })}
      title={t('download', { report: title })}
      disabled={download.isPending || !isComplete(choice)}
      onClick={() => download.mutate()}
      className="grid size-11 place-items-center rounded-xl text-ink-soft hover:bg-ink/5 disabled:opacity-50"
    >
      <Download aria-hidden className="size-4" />
    </button>
  )
}

function save(fileName: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
