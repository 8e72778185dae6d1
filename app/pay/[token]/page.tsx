// The simulated platform's pay page; who holds the link may look and pay, as at the real ones.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PayScreen } from '@/components/pay/pay-screen'
import { firstPaint, refusalCodeOf } from '../../first-paint'

export const metadata: Metadata = {
  title: '模拟支付 · Simulated payment',
  robots: { index: false },
}

export default async function PayPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const { queryClient, trpc } = await firstPaint()
  try {
    await queryClient.fetchQuery(trpc.payment.payPage.queryOptions({ token }))
  } catch (error) {
    if (refusalCodeOf(error)) notFound()
    throw error
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PayScreen token={token} />
    </HydrationBoundary>
  )
}
