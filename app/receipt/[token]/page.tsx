// A bill as its receipt; who holds the link may look and print.

import type { Metadata } from 'next'
import { NotFoundScreen } from '@/components/home/not-found-screen'
import { ReceiptScreen } from '@/components/receipts/receipt-screen'
import { sayIn } from '@/text/words'
import { firstPaint } from '../../first-paint'
import { requestLanguage } from '../../language'
import { Refused } from '../../refused'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: sayIn(await requestLanguage(), 'pages')('title.receipt'),
    robots: { index: false },
  }
}

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ part?: string | string[] }>
}

export default async function ReceiptPage({ params, searchParams }: Props) {
  const { token } = await params
  const { part } = await searchParams
  const paymentId = typeof part === 'string' && /^\d{1,9}$/.test(part) ? Number(part) : null
  const { queryClient, trpc, language } = await firstPaint()
  try {
    const receipt = await queryClient.fetchQuery(
      trpc.receipts.receipt.queryOptions({ token, paymentId }),
    )
    return <ReceiptScreen receipt={receipt} />
  } catch (error) {
    return (
      <Refused error={error} language={language}>
        <NotFoundScreen />
      </Refused>
    )
  }
}
