// The settings of this device, the same in all its tabs.

import { useEffect, useState } from 'react'
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings'

const KEY = 'kitchen-settings'

export type SetSettings = (change: Partial<Settings>) => void

/** The first paint is the same for everybody; what was kept follows at once. */
export function useSettings(): [Settings, SetSettings] {
  const [settings, setSettings] = useState(DEFAULT_SETTINGS)
  useEffect(() => {
    const read = () => setSettings(readSettings(localStorage.getItem(KEY)))
    const follow = (event: StorageEvent) => {
      if (event.key === KEY) read()
    }
    read()
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [])
  return [
    settings,
    (change) => {
      const next = { ...settings, ...change }
      localStorage.setItem(KEY, JSON.stringify(next))
      setSettings(next)
    },
  ]
}
