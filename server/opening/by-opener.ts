// Whoever came by the one-time link: the level of what comes before there is anybody who could sign
// in.

import { Refusal } from '@/domain/refusal'
import { countCommand } from '../limit'
import { procedure } from '../trpc'
import { isInSetup } from './setup-link'

/** Refuses session.missing, also once somebody owns the house. */
export const byOpener = procedure.use(async ({ ctx, path, next }) => {
  await countCommand(ctx, path, { address: ctx.ip })
  if (!(await isInSetup(ctx))) throw new Refusal('session.missing')
  return next()
})
