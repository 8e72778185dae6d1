// The member page of a phone that sits at a table; without a seat the way leads to the table
// itself.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { MemberScreen } from '@/components/member/member-screen'
import { refusalCodeOf } from '@/components/wire/refusal-code-of'
import { AtStore } from '@/components/wire/texts'
import { tablePath } from '@/domain/paths'
import { firstPaint } from '../../../first-paint'

type Props = { params: Promise<{ tableId: string }> }

export const metadata: Metadata = { robots: { index: false } }

export default async function MemberPage({ params }: Props) {
  const { tableId: code } = await params
  const { queryClient, trpc } = await firstPaint()
  const menu = await read(async () => {
    // A bill stays within reach after the table was cleared, the member's page does not.
    await queryClient.fetchQuery(trpc.seating.party.queryOptions({ code }))
    await queryClient.prefetchQuery(trpc.membership.mine.queryOptions({ code }))
    return queryClient.fetchQuery(trpc.menu.read.queryOptions({ code }))
  })
  if (!menu) redirect(tablePath(code))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AtStore timeZone={menu.store.timeZone} currency={menu.store.currency}>
        <MemberScreen code={code} store={menu.store} />
      </AtStore>
    </HydrationBoundary>
  )
}

/** Null when the phone has no seat there, or the table is none. */
async function read<T>(reading: () => Promise<T>): Promise<T | null> {
  try {
    return await reading()
  } catch (error) {
    if (refusalCodeOf(error)) return null
    throw error
  }
}
