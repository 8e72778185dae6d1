// A part that is not there yet: its place while it is read, or that it could not be read and the
// way to try again.

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

export function Unread({ query }: { query: { isError: boolean; refetch: () => unknown } }) {
  const t = useTranslations('member')
  if (!query.isError) return <Skeleton className="h-24 w-full rounded-2xl" />
  return (
    <div role="alert" className="flex items-center justify-between gap-3 text-danger text-sm">
      {t('unanswered')}
      <Button variant="outline" onClick={() => query.refetch()}>
        {t('retry')}
      </Button>
    </div>
  )
}
