// How the simulated platform misbehaves, on demand and with a seed, so that what happened can be
// repeated.

import type { z } from 'zod'

/** What a simulated platform does wrong; chances from 0 to 1, decided by the seed. */
export type SimulatorMood = {
  seed: number
  /** Callbacks that never come, come more than once, come after later ones. */
  lose: number
  double: number
  shuffle: number
  /** How long callbacks and refunds take at most, in ms. */
  delay: number
  /**
   * Calls that do nothing, and calls that do it but whose answer is lost; refunds that are declined
   * (fail).
   */
  fail: number
  timeout: number
}

/**
 * `seed=7,lose=0.3,double=0.3,delay=2000,shuffle=0.3,fail=0.05,timeout=0.05`; what is left out is
 * 0.
 */
export function moodIn(text: string, { addIssue }: z.RefinementCtx): SimulatorMood {
  const mood: SimulatorMood = {
    seed: 0,
    lose: 0,
    double: 0,
    shuffle: 0,
    delay: 0,
    fail: 0,
    timeout: 0,
  }
  for (const part of text.split(',')) {
    const [name = '', number = ''] = part.trim().split('=')
    const isCount = name === 'seed' || name === 'delay'
    const fits = isCount ? /^\d{1,9}$/.test(number) : /^(0|1|0?\.\d{1,6})$/.test(number)
    if (!Object.hasOwn(mood, name) || !fits)
      addIssue({ code: 'custom', message: `not ${name || 'nothing'}` })
    else mood[name as keyof SimulatorMood] = Number(number)
  }
  return mood
}
