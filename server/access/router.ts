// The door of access: sign in, sign out, who am I, who works here.

import { z } from 'zod'
import { PIN_LENGTH } from '@/domain/access'
import * as forms from '@/forms/access'
import { id } from '@/forms/fields'
import { router } from '../trpc'
import { changeOwn } from './change-own'
import { peopleRouter } from './people-router'
import { open } from './procedures'
import { readMe } from './read-me'
import { signIn } from './sign-in'
import { signOut } from './sign-out'
import { readColleagues, switchPerson } from './switch-person'

export const accessRouter = router({
  people: peopleRouter,

  /**
   * Starts a session and sets its cookie. Refuses session.wrong-password, session.demo-password,
   * input.too-often.
   */
  signIn: open.input(forms.signIn).mutation(({ ctx, input }) => signIn(ctx, input)),

  /** Ends the session and removes its cookie; harmless without one. */
  signOut: open.mutation(({ ctx }) => signOut(ctx)),

  /** Who is signed in, or null. */
  me: open.query(({ ctx }) => readMe(ctx)),

  /** Who changes by PIN on the device that asks; null where nobody does. */
  colleagues: open.query(({ ctx }) => readColleagues(ctx)),

  /**
   * Another person goes on at this device. Refuses device.unknown, session.wrong-pin,
   * session.demo-password, input.too-often.
   */
  switchPerson: open
    .input(z.object({ staffId: id, pin: z.string().max(PIN_LENGTH.most) }))
    .mutation(({ ctx, input }) => switchPerson(ctx, input)),

  /**
   * One's own password; every session ends. Refuses session.missing, session.wrong-password,
   * password.unfit, input.too-often.
   */
  changePassword: open
    .input(forms.changePassword)
    .mutation(({ ctx, input: { password, next } }) =>
      changeOwn(ctx, { password, next: { password: next } }),
    ),

  /** One's own PIN. Refuses session.missing, session.wrong-password, pin.unfit, input.too-often. */
  changePin: open
    .input(forms.changePin)
    .mutation(({ ctx, input: { password, pin } }) => changeOwn(ctx, { password, next: { pin } })),
})
