import { useSyncExternalStore } from 'react'

const WIDE = '(min-width: 64rem)'

/**
 * Whether there is room for the cart beside the menu (Tailwind's lg); not before the page is alive.
 */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(WIDE)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(WIDE).matches,
    () => false,
  )
}
