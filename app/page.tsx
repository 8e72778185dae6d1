import { HomeScreen } from '@/components/home/home-screen'

export default async function HomePage() {
  return <HomeScreen demoTable={(await globalThis.fanzhuo?.demoTable()) ?? null} />
}
