// The door of a store's accounts at the payment platforms, for managers. Secrets never pass it.

import { z } from 'zod'
import { id } from '@/forms/fields'
import * as forms from '@/forms/platforms/accounts'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { archiveAccount } from './archive-account'
import { enableAccount } from './enable-account'
import { readAccounts } from './read-accounts'
import { saveAccount } from './save-account'
import { testAccount } from './test-account'

const manager = may('store.manage')

export const accountsRouter = router({
  /** The store's accounts, and which of their secrets the server has. */
  read: manager.query(({ ctx }) => readAccounts(ctx, ctx.actor.storeId)),

  /**
   * Writes an account down; the same method and merchant again corrects it. Refuses
   * account.settings-invalid (field).
   */
  save: manager.input(forms.save).mutation(({ ctx, input }) => saveAccount(ctx, ctx.actor, input)),

  /**
   * Takes money by it from now on, instead of another; or no more. Refuses thing.not-found,
   * account.secret-missing (name).
   */
  enable: manager
    .input(z.object({ accountId: id, isEnabled: z.boolean() }))
    .mutation(({ ctx, input }) => enableAccount(ctx, ctx.actor, input)),

  /** Refuses thing.not-found. */
  archive: manager
    .input(z.object({ accountId: id }))
    .mutation(({ ctx, input }) => archiveAccount(ctx, ctx.actor, input)),

  /**
   * Asks the platform something harmless. Refuses provider.unreachable, provider.refused (reason),
   * account.…, thing.not-found.
   */
  test: manager
    .input(z.object({ accountId: id }))
    .mutation(({ ctx, input }) => testAccount(ctx, ctx.actor, input)),
})
