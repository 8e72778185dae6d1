import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { redirect } from 'next/navigation'
import { OpeningScreen } from '@/components/opening/opening-screen'
import { setupPath } from '@/domain/paths'
import { firstPaint } from '../first-paint'
import { requireStoreRole, type SearchParams } from '../guard'

export default async function SetupPage({ searchParams }: { searchParams: SearchParams }) {
  const { queryClient, trpc, staff } = await firstPaint()
  const [door, opening, person] = await Promise.all([
    queryClient.fetchQuery(trpc.opening.door.queryOptions()),
    queryClient.fetchQuery(trpc.opening.state.queryOptions()),
    staff(),
  ])
  if (door.hasOwner && !person) redirect(`/staff/sign-in?to=${setupPath()}`)
  if (opening) await queryClient.prefetchQuery(trpc.opening.choices.queryOptions())
  const isOwners = opening?.hasOwner === true
  const { desk } = isOwners
    ? await requireStoreRole('store.manage', setupPath(), searchParams)
    : { desk: null }
  const owned = person?.screen ? null : person?.storeRoles.find(({ role }) => role === 'owner')
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <OpeningScreen
        atFirst={opening}
        isDemo={door.kind === 'demo'}
        isOpen={door.hasOwner}
        ownerOf={door.kind === 'demo' ? (owned?.storeId ?? null) : null}
        desk={desk}
      />
    </HydrationBoundary>
  )
}
