// The door of the house: what the restaurant itself is, as its managers set it.

import { z } from 'zod'
import { isDay } from '@/domain/calendar'
import { id, version } from '@/forms/fields'
import * as forms from '@/forms/house'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { endKey, makeKey, readKeys } from './api-keys'
import { readFace, setFace } from './face'
import { readHours, setHours } from './hours'
import { readOrdering, setOrdering } from './ordering-rules'
import { readAudit, readAuditChain, readAuditPeople, readReopenings } from './read-audit'
import { readBackup } from './read-backup'
import { readUnnamed } from './read-unnamed'
import { readRestaurant, setRestaurant } from './restaurant'

const manager = may('store.manage')
/** Which version of it the form was filled from. */
const seen = z.object({ version })

export const houseRouter = router({
  /** Names, address, phone, currency (ISO 4217), zone (IANA), the hour at which a day ends. */
  restaurant: manager.query(({ ctx }) => readRestaurant(ctx, ctx.actor)),

  /**
   * Sets that. Refuses thing.changed (by), currency.fixed once there is a bill,
   * currency.shared-menu.
   */
  setRestaurant: manager
    .input(forms.setRestaurant)
    .input(seen)
    .mutation(({ ctx, input: { storeId: _, ...part } }) => setRestaurant(ctx, ctx.actor, part)),

  /** What guests read beside the menu: a notice, and the Wi-Fi. */
  face: manager.query(({ ctx }) => readFace(ctx, ctx.actor)),

  /** Sets that. Refuses thing.changed (by). */
  setFace: manager
    .input(forms.setFace)
    .input(seen)
    .mutation(({ ctx, input: { storeId: _, ...part } }) => setFace(ctx, ctx.actor, part)),

  /** The opening hours in minutes of the store's day, and the days that are otherwise. */
  hours: manager.query(({ ctx }) => readHours(ctx, ctx.actor)),

  /** Sets that. Refuses thing.changed (by). */
  setHours: manager
    .input(forms.setHours)
    .input(seen)
    .mutation(({ ctx, input: { storeId: _, ...part } }) => setHours(ctx, ctx.actor, part)),

  /** How orders come in, and whether they do just now. */
  ordering: manager.query(({ ctx }) => readOrdering(ctx, ctx.actor)),

  /** Sets that; bills that run stay as they began. Refuses thing.changed (by). */
  setOrdering: manager
    .input(forms.setOrdering)
    .input(seen)
    .mutation(({ ctx, input: { storeId: _, ...part } }) => setOrdering(ctx, ctx.actor, part)),

  /** The keys by which programs act for the store, those in use first; no token is told. */
  keys: manager.query(({ ctx }) => readKeys(ctx, ctx.actor)),

  /**
   * Makes one; its token is told this once. Refuses key.beyond for a right that the asker has not,
   * key.too-many (number).
   */
  makeKey: manager
    .input(forms.makeKey)
    .mutation(({ ctx, input }) => makeKey(ctx, ctx.actor, input)),

  /** Ends one for good; one that ended stays so. Refuses thing.not-found. */
  endKey: manager
    .input(z.object({ keyId: id }))
    .mutation(({ ctx, input }) => endKey(ctx, ctx.actor, input)),

  /** Who did what to what, the latest first, a page and at most 31 days at a time. */
  audit: manager
    .input(
      z.object({
        staffId: id.or(z.literal('nobody')).nullable().default(null),
        kind: z
          .string()
          .regex(/^[a-z-]{1,30}$/)
          .nullable()
          .default(null),
        /** Business day (YYYY-MM-DD). */
        untilDay: z.string().refine(isDay).nullable().default(null),
        cursor: z
          .string()
          .regex(/^\d{1,15}-\d{1,18}$/)
          .nullable()
          .default(null),
      }),
    )
    .query(({ ctx, input }) => readAudit(ctx, ctx.actor, input)),

  /** Who opened paid bills again on a business day (null = today), how often and why. */
  reopenings: manager
    .input(z.object({ day: z.string().refine(isDay).nullable() }))
    .query(({ ctx, input }) => readReopenings(ctx, ctx.actor, input)),

  /** Who works there, to look at what one of them did. */
  auditPeople: manager.query(({ ctx }) => readAuditPeople(ctx, ctx.actor)),

  /** Up to where the audit was found unbroken. */
  auditChain: manager.query(({ ctx }) => readAuditChain(ctx, ctx.actor)),

  /** When the house was last backed up, and what is wrong with that. */
  backup: manager.query(({ ctx }) => readBackup(ctx)),

  /** How much of the store has no name in each language but the first. */
  unnamed: manager.query(({ ctx }) => readUnnamed(ctx, ctx.actor)),
})
