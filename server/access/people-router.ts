// The door of the people: who works here, what they may, and how they come in. Whoever manages
// staff changes only those who have no more rights than themselves.

import { z } from 'zod'
import { PERMISSIONS, ROLES } from '@/domain/access'
import * as forms from '@/forms/access/people'
import { id } from '@/forms/fields'
import { router } from '../trpc'
import { addPerson } from './people/add-person'
import {
  endSessions,
  renamePerson,
  resetPassword,
  setDisabled,
  setPin,
} from './people/change-person'
import { readPeople } from './people/read-people'
import { setBrandRight, setRights, setRoles } from './people/set-rights'
import { endDevice, readDevices, shareDevice } from './people/share-device'
import { may } from './procedures'

const manager = may('staff.manage')
const onePerson = z.object({ staffId: id })
/** More stores than anybody has a role in. */
const MOST_STORES = 100

export const peopleRouter = router({
  /** Everybody with a role in the store, also who is disabled. */
  list: manager.query(({ ctx }) => readPeople(ctx, ctx.actor)),

  /** Refuses right.not-yours, login.taken, password.unfit, pin.unfit. */
  add: manager.input(forms.add).mutation(({ ctx, input }) => addPerson(ctx, ctx.actor, input)),

  /** Refuses thing.not-found, person.beyond, person.elsewhere, login.taken. */
  rename: manager
    .input(forms.rename)
    .input(onePerson)
    .mutation(({ ctx, input }) => renamePerson(ctx, ctx.actor, input)),

  /**
   * Their sessions end. Refuses thing.not-found, person.self, person.beyond, person.elsewhere,
   * password.unfit.
   */
  setPassword: manager
    .input(forms.setPassword)
    .input(onePerson)
    .mutation(({ ctx, input }) => resetPassword(ctx, ctx.actor, input)),

  /** Refuses thing.not-found, person.beyond, person.elsewhere, pin.unfit. */
  setPin: manager
    .input(forms.setPin)
    .input(onePerson)
    .mutation(({ ctx, input }) => setPin(ctx, ctx.actor, input)),

  /**
   * Refuses thing.not-found, person.self, person.beyond, person.elsewhere, person.last-owner,
   * brand.last; a second time changes nothing.
   */
  setDisabled: manager
    .input(onePerson.extend({ isDisabled: z.boolean() }))
    .mutation(({ ctx, input }) => setDisabled(ctx, ctx.actor, input)),

  /** Refuses thing.not-found, person.beyond, person.elsewhere. */
  endSessions: manager
    .input(onePerson)
    .mutation(({ ctx, input }) => endSessions(ctx, ctx.actor, input)),

  /**
   * Roles by store; null = none there. Refuses thing.not-found, person.beyond, right.not-yours,
   * person.last-owner, person.last-role, brand.last.
   */
  setRoles: manager
    .input(
      onePerson.extend({
        roles: z
          .array(z.object({ storeId: id, role: z.enum(ROLES).nullable() }))
          .min(1)
          .max(MOST_STORES),
      }),
    )
    .mutation(({ ctx, input: { staffId, roles } }) => setRoles(ctx, ctx.actor, { staffId, roles })),

  /**
   * Just what they may here, whatever the role says. Refuses thing.not-found, person.self,
   * person.beyond, right.not-yours.
   */
  setRights: manager
    .input(onePerson.extend({ permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length) }))
    .mutation(({ ctx, input }) => setRights(ctx, ctx.actor, input)),

  /**
   * Whether they may change what belongs to the whole brand. Refuses thing.not-found,
   * person.beyond, brand.not-yours (people), brand.last.
   */
  setBrandRight: manager
    .input(onePerson.extend({ hasBrand: z.boolean() }))
    .mutation(({ ctx, input }) => setBrandRight(ctx, ctx.actor, input)),

  /** The devices on which people change by PIN. */
  devices: manager.query(({ ctx }) => readDevices(ctx, ctx.actor)),

  /** The browser that asks is one from now on. Refuses session.missing. */
  shareDevice: manager
    .input(forms.shareDevice)
    .mutation(({ ctx, input: { name, lockMinutes } }) =>
      shareDevice(ctx, ctx.actor, { name, lockMinutes }),
    ),

  /** Refuses thing.not-found. */
  endDevice: manager
    .input(z.object({ deviceId: id }))
    .mutation(({ ctx, input }) => endDevice(ctx, ctx.actor, input)),
})
