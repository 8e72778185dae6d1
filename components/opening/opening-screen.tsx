'use client'
// The opening of a restaurant: the door for whoever has no way in yet, then one step after the
// other. Where it stands is the server's to say, so it goes on after a restart and on any tablet.

import { useState } from 'react'
import { type Desk, DeskProvider } from '@/components/desk/desk'
import { nextStep, type OpeningStep } from '@/domain/opening'
import type { Opening } from '@/server/opening/read-opening'
import { CodesStep } from './codes-step'
import { Door } from './door'
import { EndStep } from './end-step'
import { MenuStep } from './menu-step'
import { OpeningFrame } from './opening-frame'
import { OwnerStep } from './owner-step'
import { PeopleStep } from './people-step'
import { RestaurantStep } from './restaurant-step'
import { ScanStep } from './scan-step'
import { TablesStep } from './tables-step'
import { useOpening } from './use-opening'

export function OpeningScreen({
  atFirst,
  isDemo,
  isOpen,
  ownerOf,
  desk,
}: {
  /** How far it is; null for who may not go on. */
  atFirst: Opening | null
  isDemo: boolean
  /** Somebody owns it, and whoever looks does not. */
  isOpen: boolean
  /** The store of the demo that whoever is signed in owns, with a password of their own. */
  ownerOf: number | null
  /** Where the owner stands, once there is one. */
  desk: Desk | null
}) {
  const opening = useOpening(atFirst)
  const [chosen, setChosen] = useState<OpeningStep | 'end' | null>(null)
  if (!opening) return <Door isDemo={isDemo} isOpen={isOpen} ownerOf={ownerOf} />

  const due = opening.isOpened ? 'end' : (nextStep(opening.steps) ?? 'end')
  const shown = chosen ?? due
  const goOn = () => setChosen(null)
  const step = (() => {
    if (shown === 'restaurant') return <RestaurantStep opening={opening} onDone={goOn} />
    if (shown === 'owner') return <OwnerStep demoBackup={opening.demoBackup} />
    if (shown === 'tables') return <TablesStep isByArea={opening.isByArea} onDone={goOn} />
    if (shown === 'menu') return <MenuStep onDone={goOn} />
    if (shown === 'people') return <PeopleStep onDone={goOn} />
    if (shown === 'codes') return <CodesStep onDone={goOn} onTables={() => setChosen('tables')} />
    if (shown === 'scan') return <ScanStep onDone={() => setChosen('end')} onStep={setChosen} />
    return <EndStep opening={opening} />
  })()
  const framed = (
    <OpeningFrame opening={opening} shown={shown} onStep={setChosen}>
      {step}
    </OpeningFrame>
  )
  return desk ? <DeskProvider desk={desk}>{framed}</DeskProvider> : framed
}
