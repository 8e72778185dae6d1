// The demo's chance: a small generator (sfc32) whose throws follow from the name it is started
// with, so that the same seed gives the same restaurant. Never for secrets.

export type Dice = {
  /** 0 ≤ x < 1. */
  next: () => number
  /** A whole number from `low` to `high`, both included. */
  between: (low: number, high: number) => number
  isLucky: (chance: number) => boolean
  pick: <T>(things: readonly T[]) => T
  /** One of the things, as often as its weight. */
  weigh: <T>(things: readonly T[], weightOf: (thing: T) => number) => T
  /** Around `middle`, rarely further than three times `spread` from it. */
  around: (middle: number, spread: number) => number
  /** Random-looking bytes: only the demo may derive tokens from a seed. */
  bytes: (count: number) => Uint8Array<ArrayBuffer>
}

export function rollDice(name: string): Dice {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1]
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (const letter of name) {
    a ^= letter.codePointAt(0) ?? 0
    next()
  }
  for (let turn = 0; turn < 12; turn += 1) next()

  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(things: readonly T[]) => {
    if (things.length === 0) throw new Error('nothing to pick from')
    return things[between(0, things.length - 1)] as T
  }
  return {
    next,
    between,
    pick,
    isLucky: (chance) => next() < chance,
    weigh: (things, weightOf) => {
      let left = next() * things.reduce((sum, thing) => sum + weightOf(thing), 0)
      for (const thing of things) {
        left -= weightOf(thing)
        if (left < 0) return thing
      }
      return pick(things)
    },
    around: (middle, spread) => {
      const sum = next() + next() + next() + next() + next() + next()
      return middle + (sum - 3) * Math.SQRT2 * spread
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)),
  }
}
