// Who is behind a staff cookie: one statement, only for sessions that run and people who are not disabled.

import type { Post } from '@/domain/access'
import type { Ground } from '../ground'
import { hashToken } from './tokens'

export const STAFF_COOKIE = 'staff'

export type StaffMember = { id: number; name: string; sessionId: number; posts: Post[] }

/** The person and their posts, or null for an unknown, ended or expired session or a disabled person. */
export async function readStaff(ground: Ground, token: string): Promise<StaffMember | null> {
  const session = await ground.db.staffSession.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      id: true,
      endedAt: true,
      expiresAt: true,
      staff: {
        select: {
          id: true,
          name: true,
          disabledAt: true,
          posts: {
            select: {
              role: true,
              store: { select: { id: true, name: true, nameEn: true, timeZone: true } },
            },
            orderBy: { storeId: 'asc' },
          },
        },
      },
    },
  })
  if (!session || session.endedAt || session.expiresAt <= ground.now()) return null
  if (session.staff.disabledAt) return null
  return {
    id: session.staff.id,
    name: session.staff.name,
    sessionId: session.id,
    posts: session.staff.posts.map(({ role, store }) => ({
      storeId: store.id,
      storeName: store.name,
      storeNameEn: store.nameEn,
      timeZone: store.timeZone,
      role,
    })),
  }
}
