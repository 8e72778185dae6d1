// Where a staff screen stands: the store, the person and what their role may do there.

import { createContext, type ReactNode, useContext } from 'react'
import { AtStore } from '@/components/wire/texts'
import { may, type Permission, type StoreRole } from '@/domain/access'
import type { HouseWarning } from '@/domain/service'
import type { StaffMember } from '@/server/access/read-staff'

export type Desk = {
  /**
   * Who is signed in, and on which device that they share; `screen` where nobody is, and a paired
   * one acts.
   */
  person: Pick<StaffMember, 'id' | 'name' | 'screen' | 'device'>
  /** The store the page is about, and the role there. */
  storeRole: StoreRole
  /** Every role of the person that may enter this page, to choose another store. */
  storeRoles: StoreRole[]
  /** What was dangerous about the house when the page was made. */
  warnings: HouseWarning[]
}

const DeskContext = createContext<Desk | null>(null)

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return (
    <DeskContext value={desk}>
      <AtStore timeZone={desk.storeRole.timeZone} currency={desk.storeRole.currency}>
        {children}
      </AtStore>
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
    storeId: desk.storeRole.storeId,
    may: (permission) => may(desk.storeRole, permission),
  }
}
