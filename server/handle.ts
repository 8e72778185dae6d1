// The one thing that pages may hold of the server: Next gives each page its own copy of every
// module, so the running server is reached through globalThis, never by import.

import type { Permission } from '@/domain/access'
import type { RefusalCode } from '@/domain/refusal'
import type { Actor } from './access/procedures'
import type { StaffMember } from './access/read-staff'
import type { Context, RequestFacts } from './context'
import type { DemoTable } from './demo-table'
import type { AppRouter } from './router'

export type Handle = {
  router: AppRouter
  contextOf: (facts: RequestFacts) => Context
  /** Who the staff cookie says is asking, or null. */
  staffOf: (ctx: Context) => Promise<StaffMember | null>
  /** As `may` in procedures: refuses with session.missing or permission.missing. */
  actorAt: (ctx: Context, storeId: number, permission: Permission) => Promise<Actor>
  /** Where a visitor of the demo may sit down; null in a house of its own. */
  demoTable: () => Promise<DemoTable | null>
  /**
   * The page that is being rendered is a refusal, and its answer has the status of that; without it
   * a page is always 200.
   */
  answerPageAs: (code: RefusalCode) => void
}

declare global {
  var fanzhuo: Handle | undefined
}
