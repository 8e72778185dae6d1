import { redirect } from 'next/navigation'
import { OffScreen } from '@/components/screens/off-screen'
import { firstPaint } from '../../first-paint'

export default async function OffPage() {
  const { queryClient, trpc } = await firstPaint()
  const { home } = await queryClient.fetchQuery(trpc.kitchen.screens.asked.queryOptions())
  if (!home) redirect('/staff/sign-in')
  return <OffScreen home={home} />
}
