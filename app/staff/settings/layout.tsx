import type { ReactNode } from 'react'
import { KnowsSettings } from '@/components/desk/settings-shell'
import { ScreenTexts } from '../../screen-texts'
import { settingsWords } from './words'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ScreenTexts
      screens={[
        'settings',
        'checks',
        'audit',
        'staff',
        'form',
        'methods',
        'members',
        'member',
        'kitchen',
        'printers',
        'screens',
        'tables',
        'people',
      ]}
    >
      <KnowsSettings words={settingsWords()}>{children}</KnowsSettings>
    </ScreenTexts>
  )
}
