// A table's page, behind the code in its QR: the menu is in the first answer, and the party's cart
// and orders too for a phone that already sits here.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { GuestScreen } from '@/components/guest/guest-screen'
import { UnknownTable } from '@/components/guest/unknown-table'
import type { FirstSeat } from '@/components/guest/use-seat'
import { refusalCodeOf } from '@/components/wire/refusal-code-of'
import { AtStore } from '@/components/wire/texts'
import { nameIn } from '@/domain/language'
import { tablePath } from '@/domain/paths'
import { firstPaint } from '../../first-paint'
import { Refused } from '../../refused'

type Props = { params: Promise<{ tableId: string }> }

const readTable = cache(async (code: string) => {
  const paint = await firstPaint()
  try {
    const menu = await paint.queryClient.fetchQuery(paint.trpc.menu.read.queryOptions({ code }))
    return { ...paint, menu, error: null }
  } catch (error) {
    return { ...paint, menu: null, error }
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tableId: code } = await params
  const { menu, language } = await readTable(code)
  if (!menu) return { robots: { index: false } }
  return {
    title: `${menu.table.name} · ${nameIn(language, menu.store)}`,
    manifest: `${tablePath(code)}/manifest.webmanifest`,
    robots: { index: false },
  }
}

export default async function TablePage({ params }: Props) {
  const { tableId: code } = await params
  const { queryClient, trpc, menu, language, error } = await readTable(code)
  if (!menu) {
    return (
      <Refused error={error} language={language}>
        <UnknownTable isEnded={refusalCodeOf(error) === 'table.code-ended'} />
      </Refused>
    )
  }
  const firstSeat = await readSeat()
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AtStore timeZone={menu.store.timeZone} currency={menu.store.currency}>
        <GuestScreen code={code} firstSeat={firstSeat} />
      </AtStore>
    </HydrationBoundary>
  )

  async function readSeat(): Promise<FirstSeat> {
    if (!(await cookies()).has(`seat_${code}`)) return 'none'
    try {
      await queryClient.fetchQuery(trpc.seating.party.queryOptions({ code }))
    } catch (error) {
      if (refusalCodeOf(error) === 'seat.expired') return 'ended'
      throw error
    }
    await Promise.all([
      queryClient.prefetchQuery(trpc.ordering.cart.queryOptions({ code })),
      queryClient.prefetchQuery(trpc.ordering.mine.queryOptions({ code })),
    ])
    return 'seated'
  }
}
