// Back and forward while something is half typed: gone back at once, before anybody hears of it, so
// that the page stays as it is until the person has said that it may go.

import { isWayOfSheets } from '@/components/ui/use-back'
import { beforeBack } from '@/components/wire/before-back'
import { hasUnsaved } from './unsaved'

/** `onHeld(go)` when a way is held up; `go` goes it. What it answers lets go. */
export function holdBack(onHeld: (go: () => void) => void): () => void {
  const navigation: Navigation | undefined = window.navigation
  /** How many entries the page was left by; where the browser does not tell, back was meant. */
  let lastStep = -1
  /** How many entries the page stands from where it was, and from where it was to go. */
  let away = 0
  let wanted = 0
  const onStep = ({ from }: NavigationCurrentEntryChangeEvent) => {
    lastStep = (navigation?.currentEntry?.index ?? 0) - from.index
  }
  const onPopState = (event: PopStateEvent) => {
    if (away === 0 && (!hasUnsaved() || isWayOfSheets())) return
    event.stopImmediatePropagation()
    const isUnderWay = away !== 0
    away += navigation ? lastStep : isUnderWay ? -away : -1
    if (!isUnderWay) wanted = away
    if (away !== 0) return history.go(-away)
    onHeld(() => history.go(wanted))
  }
  navigation?.addEventListener('currententrychange', onStep)
  const letGo = beforeBack(onPopState)
  return () => {
    letGo()
    navigation?.removeEventListener('currententrychange', onStep)
  }
}
