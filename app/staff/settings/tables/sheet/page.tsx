// What hangs on the tables is read by guests of every language: its words stand there in all.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { SheetWords } from '@/components/tables/code-card'
import { SheetScreen } from '@/components/tables/sheet-screen'
import { TEXTS } from '@/text/all'
import { LANGUAGES } from '@/text/languages'
import { oneOf, requireStoreRole, type SearchParams } from '../../../../guard'

export default async function SheetPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'store.manage',
    '/staff/settings/tables/sheet',
    searchParams,
  )
  const inStore = { storeId: desk.storeRole.storeId }
  await Promise.all([
    queryClient.prefetchQuery(trpc.seating.tables.queryOptions(inStore)),
    queryClient.prefetchQuery(trpc.house.face.queryOptions(inStore)),
  ])
  const words = LANGUAGES.map(
    (language): SheetWords => ({ language, ...TEXTS[language].tables.card }),
  )
  const params = await searchParams
  const idIn = (name: string) => Number(oneOf(params, name)) || null
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SheetScreen
        desk={desk}
        words={words}
        wanted={{ areaId: idIn('area'), tableId: idIn('table') }}
      />
    </HydrationBoundary>
  )
}
