import { redirect } from 'next/navigation'
import { WarningsOf } from '@/components/desk/warning-strip'
import { NoEntryScreen } from '@/components/sign-in/no-entry-screen'
import { firstPaint } from '../../first-paint'
import { oneOf, type SearchParams } from '../../guard'

export default async function NoEntryPage({ searchParams }: { searchParams: SearchParams }) {
  const to = oneOf(await searchParams, 'to')
  const { staff, queryClient, trpc } = await firstPaint()
  const person = await staff()
  if (!person) redirect('/staff/sign-in')
  const storeId = person.storeRoles[0]?.storeId
  const warnings = storeId
    ? await queryClient.fetchQuery(trpc.service.warnings.queryOptions({ storeId }))
    : []
  return (
    <>
      {storeId && <WarningsOf storeId={storeId} atFirst={warnings} />}
      <NoEntryScreen name={person.name} storeRoles={person.storeRoles} to={to} />
    </>
  )
}
