// The pay page inside WeChat; who holds the link may look and pay.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { NotFoundScreen } from '@/components/home/not-found-screen'
import { WechatScreen } from '@/components/payment/wechat-screen'
import { sayIn } from '@/text/words'
import { firstPaint } from '../../../first-paint'
import { requestLanguage } from '../../../language'
import { Refused } from '../../../refused'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: sayIn(await requestLanguage(), 'pages')('title.wechatPay'),
    robots: { index: false },
  }
}

export default async function WechatPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const { queryClient, trpc, language } = await firstPaint()
  try {
    await queryClient.fetchQuery(trpc.payment.wechatPage.queryOptions({ token }))
  } catch (error) {
    return (
      <Refused error={error} language={language}>
        <NotFoundScreen />
      </Refused>
    )
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WechatScreen token={token} />
    </HydrationBoundary>
  )
}
