'use client'
// Shows short messages over the page, in the theme's colours.

import { type CSSProperties, useEffect } from 'react'
import { Toaster, toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { showToasts } from './toast'

/** Sonner's own names for the theme's colours, so that messages are dark in the dark. */
const COLOURS = {
  '--normal-bg': 'var(--surface)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--line)',
} as CSSProperties

const KINDS = {
  success: '[&_[data-icon]]:text-success',
  error: '[&_[data-icon]]:text-danger',
}

export function Toasts() {
  const t = useTranslations('ui')
  // After the effects of the toaster, which then hears of them.
  useEffect(() => showToasts((kind, text, options) => toast[kind](text, options)), [])
  return (
    <Toaster
      position="top-center"
      offset={80}
      style={COLOURS}
      containerAriaLabel={t('messages')}
      toastOptions={{ className: 'text-base! rounded-2xl!', classNames: KINDS }}
    />
  )
}
