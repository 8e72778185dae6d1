import type { ReactNode } from 'react'
import { ScreenTexts } from '../../screen-texts'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ScreenTexts screens={['menu-editor', 'menu-file', 'staff', 'form', 'guest', 'allergies']}>
      {children}
    </ScreenTexts>
  )
}
