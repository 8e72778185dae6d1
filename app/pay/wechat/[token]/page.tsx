// The pay page inside WeChat; who holds the link may look and pay.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { WechatScreen } from '@/components/pay/wechat-screen'
import { firstPaint, refusalCodeOf } from '../../../first-paint'

export const metadata: Metadata = {
  title: '微信支付 · WeChat Pay',
  robots: { index: false },
}

export default async function WechatPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const { queryClient, trpc } = await firstPaint()
  try {
    await queryClient.fetchQuery(trpc.payment.wechatPage.queryOptions({ token }))
  } catch (error) {
    if (refusalCodeOf(error)) notFound()
    throw error
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WechatScreen token={token} />
    </HydrationBoundary>
  )
}
