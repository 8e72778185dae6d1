// In front of whatever can be tapped: what is tapped before the page is alive waits for it.

import { earlyTapsScript } from '@/components/ui/early-taps'

export function EarlyTaps({ nonce }: { nonce: string }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: earlyTapsScript }}
    />
  )
}
