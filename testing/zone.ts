// Half of the room tests run east of UTC and half west of it: which, their file's name decides.
// ROOMS_ZONES=swapped turns it round.

import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { expect } from 'vitest'

const ZONES = ['Asia/Shanghai', 'America/New_York'] as const

const name = basename(expect.getState().testPath ?? '')
const [byte = 0] = createHash('sha256').update(name).digest()
process.env.TZ = ZONES[(byte + Number(process.env.ROOMS_ZONES === 'swapped')) % ZONES.length]
