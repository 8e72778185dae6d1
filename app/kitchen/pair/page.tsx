import { redirect } from 'next/navigation'
import { PairScreen } from '@/components/screens/pair-screen'
import { firstPaint } from '../../first-paint'

export default async function PairPage() {
  const { queryClient, trpc } = await firstPaint()
  const { home } = await queryClient.fetchQuery(trpc.kitchen.screens.asked.queryOptions())
  if (home) redirect(home)
  return <PairScreen />
}
