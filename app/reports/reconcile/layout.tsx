import type { ReactNode } from 'react'
import { ScreenTexts } from '../../screen-texts'

export default function Layout({ children }: { children: ReactNode }) {
  return <ScreenTexts screens={['reconcile', 'methods', 'staff']}>{children}</ScreenTexts>
}
