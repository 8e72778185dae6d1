import type { ReactNode } from 'react'
import { ScreenTexts } from '../screen-texts'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ScreenTexts screens={['kitchen', 'allergies', 'staff', 'form', 'sold-out']}>
      {children}
    </ScreenTexts>
  )
}
