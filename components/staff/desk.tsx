// Where a staff screen stands: the store, the person and what their role may do there.

import { createContext, type ReactNode, useContext } from 'react'
import { StoreClock } from '@/components/wire/texts'
import { may, type Permission, type Post } from '@/domain/access'

export type Desk = {
  person: { id: number; name: string }
  /** The store the page is about, and the role there. */
  post: Post
  /** Every post of the person that may enter this page, to choose another store. */
  posts: Post[]
}

const DeskContext = createContext<Desk | null>(null)

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return (
    <DeskContext value={desk}>
      <StoreClock timeZone={desk.post.timeZone}>{children}</StoreClock>
    </DeskContext>
  )
}

export function useDesk(): Desk & {
  storeId: number
  may: (permission: Permission) => boolean
} {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('a staff screen stands at a desk')
  return {
    ...desk,
    storeId: desk.post.storeId,
    may: (permission) => may(desk.post.role, permission),
  }
}
