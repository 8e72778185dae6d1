// What leaves the house for a payment platform as a text that people read: one table of its fields,
// with how long each may be there and what may not stand in it, and the one way to make a text fit.
// Numbers and references are of letters and digits already.

/**
 * What cannot be told from its platform's documents for certain is read the stricter way: bytes
 * instead of characters.
 */
type OutgoingField = {
  /** The longest it may be there, in `unit`: bytes of UTF-8, or UTF-16 characters. */
  most: number
  unit: 'bytes' | 'characters'
  /** What may not stand in it: becomes a space. */
  forbidden: RegExp | null
}

/**
 * Emoji and rare letters: systems that keep texts in three bytes or in GBK refuse the whole request
 * for one of them.
 */
const FOUR_BYTES = /[\u{10000}-\u{10ffff}]/u

export const OUTGOING = {
  wechat: {
    /** 商品描述 of an order, string[1,127]. */
    description: { most: 127, unit: 'bytes', forbidden: FOUR_BYTES },
    /** 退款原因 of a refund, string(80). */
    reason: { most: 80, unit: 'bytes', forbidden: FOUR_BYTES },
  },
  alipay: {
    /** 订单标题, string(256): no special characters such as /, = and &. */
    subject: { most: 256, unit: 'bytes', forbidden: /[\u{10000}-\u{10ffff}/=&+%#?<>"'\\|]/u },
    /** 退款原因, string(256). */
    refund_reason: { most: 256, unit: 'bytes', forbidden: /[\u{10000}-\u{10ffff}/=&+%#?<>"'\\|]/u },
  },
  stripe: {
    /** `product_data.name` of what Checkout shows. */
    name: { most: 250, unit: 'characters', forbidden: null },
  },
} as const satisfies Record<string, Record<string, OutgoingField>>

type Outgoing = typeof OUTGOING

/**
 * A text as a platform takes it in a field: of whole characters as people see them, in one line,
 * without what is forbidden there, not too long. Empty when nothing of it is left, which is for the
 * caller to replace or leave out.
 */
export function fitText<Platform extends keyof Outgoing>(
  platform: Platform,
  field: keyof Outgoing[Platform] & string,
  text: string,
): string {
  const { most, unit, forbidden } = (OUTGOING[platform] as Record<string, OutgoingField>)[
    field
  ] as OutgoingField
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    // Half characters, invisible ones but the joiner inside of emoji, and those that nobody has
    // assigned.
    .replace(/(?!\u200d)[\p{Cs}\p{Cf}\p{Co}\p{Cn}]/gu, '')
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) =>
    forbidden?.test(segment) ? ' ' : segment,
  )
  const tidy = letters.join('').replace(/\s+/gu, ' ').trim()
  let fitting = ''
  for (const { segment } of new Intl.Segmenter().segment(tidy)) {
    if (lengthOf(fitting + segment, unit) > most) break
    fitting += segment
  }
  return fitting.trim()
}

function lengthOf(text: string, unit: OutgoingField['unit']): number {
  return unit === 'bytes' ? new TextEncoder().encode(text).length : text.length
}
