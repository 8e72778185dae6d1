// The door of access: sign in, sign out, who am I.

import { z } from 'zod'
import { router } from '../trpc'
import { open, text } from './procedures'
import { readMe } from './read-me'
import { signIn } from './sign-in'
import { signOut } from './sign-out'

export const accessRouter = router({
  /** Starts a session and sets its cookie. Refuses session.wrong-password, input.too-often. */
  signIn: open
    .input(
      z.object({
        login: text(64).pipe(z.string().min(1)),
        password: z.string().min(1).max(200),
      }),
    )
    .mutation(({ ctx, input }) => signIn(ctx, input)),

  /** Ends the session and removes its cookie; harmless without one. */
  signOut: open.mutation(({ ctx }) => signOut(ctx)),

  /** Who is signed in, or null. */
  me: open.query(({ ctx }) => readMe(ctx)),
})
