// One conversation per address, whatever the address is called and however many processes there
// are: kept by time in the database, so that who died in a conversation lets go of it soon.

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import type { PrinterAddress } from './printer-address'

const TAKEN_SECONDS = 15
const RENEW_MS = 5_000
const ASK_AGAIN_MS = 100

/** `unanswered`: how many questions the printer still owes an answer to. */
export type Line = { unanswered: number; release: (unanswered: number) => Promise<void> }

const keyOf = ({ ip, port }: PrinterAddress) =>
  ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`

const TAKE_PRINTER_LINE = statement(
  'take-printer-line',
  { unanswered: z.int() },
  `
INSERT INTO printer_address AS line (address, taken_by, taken_until) VALUES ($1, $2, now() + interval '${TAKEN_SECONDS} s')
ON CONFLICT (address) DO UPDATE SET taken_by = $2, taken_until = now() + interval '${TAKEN_SECONDS} s'
 WHERE line.taken_by IS NULL OR line.taken_until < now()
RETURNING unanswered`,
)

/** @param isLeaving whether it is still wanted @returns null when it is wanted no more */
export async function takeLine(
  { pool, log }: Deps,
  address: PrinterAddress,
  isLeaving: () => boolean,
): Promise<Line | null> {
  const key = keyOf(address)
  const us = randomUUID()
  for (;;) {
    const [taken] = await ask(pool, TAKE_PRINTER_LINE, [key, us])
    if (taken) {
      const renewing = setInterval(() => {
        pool
          .query(
            `UPDATE printer_address SET taken_until = now() + interval '${TAKEN_SECONDS} s' WHERE address = $1 AND taken_by = $2`,
            [key, us],
          )
          .catch((err) => log.warn({ err }, 'a printer’s line was not kept; it is tried again'))
      }, RENEW_MS)
      return {
        unanswered: taken.unanswered,
        release: async (unanswered) => {
          clearInterval(renewing)
          await pool.query(
            'UPDATE printer_address SET taken_by = NULL, taken_until = NULL, unanswered = $3 WHERE address = $1 AND taken_by = $2',
            [key, us, unanswered],
          )
        },
      }
    }
    if (isLeaving()) return null
    await sleep(ASK_AGAIN_MS, undefined, { ref: false })
  }
}
