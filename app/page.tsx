import { redirect } from 'next/navigation'
import { HomeScreen } from '@/components/home/home-screen'
import { setupPath } from '@/domain/paths'
import { firstPaint } from './first-paint'

export default async function HomePage() {
  const { queryClient, trpc } = await firstPaint()
  const { kind, isBare } = await queryClient.fetchQuery(trpc.opening.door.queryOptions())
  if (isBare) redirect(setupPath())
  const demoTable = (await globalThis.fanzhuo?.demoTable()) ?? null
  return <HomeScreen demoTable={demoTable} isDemo={kind === 'demo'} />
}
