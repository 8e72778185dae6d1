import { redirect } from 'next/navigation'
import { SwitchScreen } from '@/components/sign-in/switch-screen'
import { firstPaint } from '../../first-paint'
import { oneOf, type SearchParams } from '../../guard'

export default async function SwitchPage({ searchParams }: { searchParams: SearchParams }) {
  const to = oneOf(await searchParams, 'to')
  const { queryClient, trpc } = await firstPaint()
  const colleagues = await queryClient.fetchQuery(trpc.access.colleagues.queryOptions())
  if (!colleagues) redirect(`/staff/sign-in${to ? `?to=${encodeURIComponent(to)}` : ''}`)
  return <SwitchScreen to={to} />
}
