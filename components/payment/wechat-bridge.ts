// WeChat's own browser puts a bridge into our page, by which its payment sheet is opened. What the
// sheet says is only what the person saw: whether it was paid our server asks WeChat's.

import { useEffect, useState } from 'react'
import type { WechatRequest } from '@/server/platforms/providers/wechat-inside'

type Bridge = {
  invoke: (
    name: 'getBrandWCPayRequest',
    request: WechatRequest,
    done: (answer: { err_msg?: string }) => void,
  ) => void
}

declare global {
  interface Window {
    WeixinJSBridge?: Bridge
  }
}

/** Undefined while WeChat may still put it there, null outside of WeChat. */
export function useWechatBridge(): Bridge | null | undefined {
  const [bridge, setBridge] = useState<Bridge | null>()
  useEffect(() => {
    const find = () => setBridge(window.WeixinJSBridge)
    if (window.WeixinJSBridge) return find()
    if (!/\bMicroMessenger\//.test(navigator.userAgent)) return setBridge(null)
    document.addEventListener('WeixinJSBridgeReady', find)
    return () => document.removeEventListener('WeixinJSBridgeReady', find)
  }, [])
  return bridge
}

export type SheetEnd = 'ok' | 'cancelled' | 'failed'

export function openSheet(bridge: Bridge, request: WechatRequest): Promise<SheetEnd> {
  return new Promise((resolve) => {
    bridge.invoke('getBrandWCPayRequest', request, ({ err_msg: said }) => {
      if (said === 'get_brand_wcpay_request:ok') resolve('ok')
      else resolve(said === 'get_brand_wcpay_request:cancel' ? 'cancelled' : 'failed')
    })
  })
}
