// Who is asking, for a screen that shows it: the person with their posts, or null.

import type { Post } from '@/domain/access'
import type { Context } from '../context'
import { readStaff, STAFF_COOKIE } from './read-staff'

export type Me = { id: number; name: string; posts: Post[] }

export async function readMe(ctx: Context): Promise<Me | null> {
  const token = ctx.cookies.get(STAFF_COOKIE)
  const staff = token ? await readStaff(ctx, token) : null
  return staff && { id: staff.id, name: staff.name, posts: staff.posts }
}
