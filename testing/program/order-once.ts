// A guest's order over the wire, and what the guest was told about it: "ok", or "unknown" where no
// answer came.

import { seatCookie } from '@/server/access/read-seat'
import { newToken } from '@/server/access/tokens'

export type Seat = { code: string; token: string }

export type OrderRequest = Seat & {
  cartVersion: number
  expectedCents: number
  key: string
  outcome: 'ok' | 'unknown'
  orderId?: number
}

/**
 * One dish into the cart and a submit; `onSubmit` gets the request before it is sent. Never throws.
 */
export async function orderOnce(
  base: string,
  seat: Seat,
  dishId: number,
  onSubmit: (request: OrderRequest) => void,
): Promise<void> {
  try {
    const dish = { code: seat.code, dishId, choices: [], quantity: 1, key: newToken() }
    await (await post(base, seat, 'ordering.addToCart', dish)).text()
    const input = encodeURIComponent(JSON.stringify({ code: seat.code }))
    const url = `${base}/api/trpc/ordering.cart?input=${input}`
    const { version, owedCents } = (await (await fetch(url, { headers: headersOf(seat) })).json())
      .result.data
    const request: OrderRequest = {
      ...seat,
      cartVersion: version,
      expectedCents: owedCents,
      key: newToken(),
      outcome: 'unknown',
    }
    onSubmit(request)
    const orderId = await askAgain(base, request)
    if (orderId) Object.assign(request, { outcome: 'ok', orderId })
  } catch {
    // Cut off: what became of it is asked afterwards.
  }
}

/** Sends a submit, as often as wanted under its one key; the order's id where it was placed. */
export async function askAgain(base: string, request: OrderRequest): Promise<number | null> {
  const { code, cartVersion, expectedCents, key } = request
  const res = await post(base, request, 'ordering.place', { code, cartVersion, expectedCents, key })
  return res.ok ? (await res.json()).result.data.orderId : null
}

export function post(base: string, seat: Seat, path: string, body: unknown): Promise<Response> {
  return fetch(`${base}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headersOf(seat) },
    body: JSON.stringify(body),
  })
}

function headersOf({ code, token }: Seat): Record<string, string> {
  return { Cookie: `${seatCookie(code)}=${token}` }
}
