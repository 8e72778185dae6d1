// What amounts of the contract mean, in the words of /api/docs (docs/decisions/0008).

import { z } from 'zod'

export const amountIn = (about: string) => z.number().describe(about)
export const ORDERED =
  'What the orders placed are asked to pay after discounts, confirmed or not, paid or not, before refunds; cancelled ones do not count'
export const COLLECTED =
  'Money that came on these days, whenever it was ordered, before refunds; simulated money counts only in a demo without any other'
export const REFUNDED =
  'Money that went back on these days, whenever it was paid; simulated money as for collected'
