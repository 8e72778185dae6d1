// Recharts comes in a piece of its own, when its page is there.

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

const loading = () => <Skeleton className="min-h-60 flex-1" />

export const TrendChart = dynamic(() => import('./charts').then((it) => it.TrendChart), {
  ssr: false,
  loading,
})
export const ColumnChart = dynamic(() => import('./charts').then((it) => it.ColumnChart), {
  ssr: false,
  loading,
})
export const RingChart = dynamic(() => import('./charts').then((it) => it.RingChart), {
  ssr: false,
  loading,
})
