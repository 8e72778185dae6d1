// A bill as its receipt; who holds the link may look and print.

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReceiptScreen } from '@/components/receipt/receipt-screen'
import { firstPaint, refusalCodeOf } from '../../first-paint'

export const metadata: Metadata = { title: '收据 · Receipt', robots: { index: false } }

export default async function ReceiptPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const { queryClient, trpc } = await firstPaint()
  try {
    const receipt = await queryClient.fetchQuery(trpc.payment.receipt.queryOptions({ token }))
    return <ReceiptScreen receipt={receipt} />
  } catch (error) {
    if (refusalCodeOf(error)) notFound()
    throw error
  }
}
