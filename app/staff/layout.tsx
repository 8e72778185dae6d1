import type { ReactNode } from 'react'
import { ScreenTexts } from '../screen-texts'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ScreenTexts
      screens={[
        'staff',
        'methods',
        'form',
        'members',
        'member',
        'sign-in',
        'guest',
        'allergies',
        'split',
        'refusals.split',
        'pay',
        'sold-out',
      ]}
    >
      {children}
    </ScreenTexts>
  )
}
