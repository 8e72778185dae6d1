// Who is asking, for a screen that shows it: the person with their roles, or null. A paired screen
// is nobody: its id is null.

import type { StoreRole } from '@/domain/access'
import type { Context } from '../context'
import { whoAsks } from './read-staff'

export type Me = { id: number | null; name: string; storeRoles: StoreRole[] }

export async function readMe(ctx: Context): Promise<Me | null> {
  const staff = await whoAsks(ctx)
  return staff && { id: staff.id, name: staff.name, storeRoles: staff.storeRoles }
}
