// The door of access: sign in, sign out, who am I, who works here.

import * as forms from '@/forms/access'
import { router } from '../trpc'
import { peopleRouter } from './people-router'
import { open } from './procedures'
import { readMe } from './read-me'
import { signIn } from './sign-in'
import { signOut } from './sign-out'

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
})
