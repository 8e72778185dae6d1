// The simulated platform's pay page; who holds the link may look and pay, as at the real ones.

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { NotFoundScreen } from '@/components/home/not-found-screen'
import { PayScreen } from '@/components/payment/pay-screen'
import { sayIn } from '@/text/words'
import { firstPaint } from '../../first-paint'
import { requestLanguage } from '../../language'
import { Refused } from '../../refused'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: sayIn(await requestLanguage(), 'pages')('title.simulatedPay'),
    robots: { index: false },
  }
}

export default async function PayPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const { queryClient, trpc, language } = await firstPaint()
  try {
    await queryClient.fetchQuery(trpc.payment.payPage.queryOptions({ token }))
  } catch (error) {
    return (
      <Refused error={error} language={language}>
        <NotFoundScreen />
      </Refused>
    )
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PayScreen token={token} />
    </HydrationBoundary>
  )
}
