// What makes this page a screen of the kitchen: it says which one it is, keeps the cookie of a
// paired one young, and asks for somebody to sign in again once nobody is.

import { useEffect, useState } from 'react'
import { useDesk } from '@/components/desk/desk'
import { refusalIn, useTRPCClient } from '@/components/wire/trpc'
import type { ScreenPlace } from '@/domain/event'

const KEEP_MS = 3_600_000
const TAB = 'kitchen-tab'

/** Undefined for a person who only has a look, and in the first paint. */
export function useScreenPlace(stationId: number | null, isBoard = false): ScreenPlace | undefined {
  const { storeRole } = useDesk()
  const [tab, setTab] = useState<string | null>(null)
  useEffect(() => setTab(tabOfPage()), [])
  if (storeRole.role !== 'kitchen' || !tab) return undefined
  return { tab, stationId, isBoard }
}

/** The same for as long as the tab is open, over reloads too. */
function tabOfPage(): string {
  try {
    const kept = sessionStorage.getItem(TAB)
    if (kept) return kept
    const made = newTab()
    sessionStorage.setItem(TAB, made)
    return made
  } catch {
    return newTab()
  }
}

function newTab(): string {
  const random = crypto.getRandomValues(new Uint32Array(2))
  return [...random].map((each) => each.toString(36).padStart(7, '0')).join('')
}

/** A cookie that could not be renewed now is in an hour. */
export function useKeepScreen(): void {
  const { person } = useDesk()
  const client = useTRPCClient()
  const isPaired = person.screen !== null
  useEffect(() => {
    if (!isPaired) return
    const keep = () => void client.kitchen.screens.keep.mutate().catch(() => {})
    keep()
    const timer = setInterval(keep, KEEP_MS)
    return () => clearInterval(timer)
  }, [isPaired, client])
}

export function useSignInAgain(error: unknown): void {
  const refusal = refusalIn(error)?.code
  useEffect(() => {
    if (refusal !== 'session.missing') return
    const here = `${window.location.pathname}${window.location.search}`
    window.location.assign(`/staff/sign-in?to=${encodeURIComponent(here)}`)
  }, [refusal])
}
