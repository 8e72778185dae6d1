import type { ReactNode } from 'react'
import { ScreenTexts } from '../screen-texts'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ScreenTexts screens={['setup', 'checks', 'sign-in', 'form', 'staff']}>{children}</ScreenTexts>
  )
}
