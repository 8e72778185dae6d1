'use client'
// Our pay page inside WeChat: opens WeChat's payment sheet at once, and again by a tap when it was
// closed. Paid is what WeChat's server says, never what the sheet said.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { LoaderCircle } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { readAgain } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import type { PayPage } from '../billing/types'
import { METHOD_STYLES } from './method-styles'
import { Amount, Result, TimeLeft } from './pay-page-parts'
import { useTimeLeft } from './use-time-left'
import { openSheet, type SheetEnd, useWechatBridge } from './wechat-bridge'

const REFRESH_MS = 3_000

export function WechatScreen({ token }: { token: string }) {
  const trpc = useTRPC()
  const page = useQuery({
    ...trpc.payment.wechatPage.queryOptions({ token }),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? REFRESH_MS : false),
  })
  if (!page.data) return null
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col bg-surface text-ink">
      {page.data.state === 'pending' ? (
        <Ask token={token} page={page.data} />
      ) : (
        <Result page={page.data} state={page.data.state} />
      )}
    </main>
  )
}

function Ask({ token, page }: { token: string; page: PayPage }) {
  const t = useTranslations('pay')
  const left = useTimeLeft(page.expiresAt)
  const { say, isBusy, canTry, tryAgain } = useSheet(token, page.isReady)
  return (
    <>
      <h1 className="sr-only">{t('wechat.pay')}</h1>
      <Amount page={page} />
      <div className="mt-auto space-y-3 px-6 pt-8 pb-[calc(2rem+env(safe-area-inset-bottom))]">
        <p role="status" className="flex items-center justify-center gap-2 text-center">
          {isBusy && (
            <LoaderCircle aria-hidden className="size-4 shrink-0 motion-safe:animate-spin" />
          )}
          {say}
        </p>
        <TimeLeft left={left} />
        {canTry && (
          <Button
            size="lg"
            className={cn('w-full', METHOD_STYLES.wechat.button)}
            disabled={isBusy || !left}
            onClick={tryAgain}
          >
            {t(page.isReady ? 'wechat.pay' : 'wechat.again')}
          </Button>
        )}
        {page.returnTo && (
          <Button
            size="lg"
            variant="ghost"
            className="w-full"
            onClick={() => location.assign(`${page.returnTo}#bill`)}
          >
            {t('wechat.back')}
          </Button>
        )}
      </div>
    </>
  )
}

/** WeChat's sheet: opened once by itself, then by taps. */
function useSheet(token: string, isReady: boolean) {
  const t = useTranslations('pay')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const bridge = useWechatBridge()
  const [end, setEnd] = useState<SheetEnd | null>(null)
  const wasOpened = useRef(false)
  const ask = useCommand((server) => server.payment.askWechat.mutate, {
    // The page asks again by itself.
    isToldHere: true,
    onDone: (page) => queryClient.setQueryData(trpc.payment.wechatPage.queryKey({ token }), page),
  })
  const request = useCommand((server) => server.payment.requestInWechat.mutate, {
    onTrouble: () => readAgain(queryClient, ['payment.wechatPage']),
  })
  const open = async () => {
    if (!bridge) return
    setEnd(null)
    const signed = await request.ask({ token }).catch(() => null)
    if (!signed) return
    const ended = await openSheet(bridge, signed)
    setEnd(ended)
    if (ended === 'ok') ask.run({ token })
  }
  useEffect(() => {
    if (!bridge || !isReady || wasOpened.current) return
    wasOpened.current = true
    void open()
  })

  const { trouble } = request
  const isOpening = isReady && bridge !== null && end === null && !trouble
  const say = () => {
    if (end === 'ok') return t('wechat.waiting')
    if (trouble) return trouble
    if (!isReady) return t('wechat.closed')
    if (bridge === null) return t('wechat.outside')
    return t(end === null ? 'wechat.opening' : `wechat.${end}`)
  }
  return {
    say: say(),
    isBusy: isOpening || end === 'ok',
    canTry: !isReady || bridge !== null,
    tryAgain: () => {
      if (isReady) void open()
      else location.assign(`/api/payment/wechat/${token}`)
    },
  }
}
