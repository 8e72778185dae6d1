import type { NextConfig } from 'next'

const MOVED = [
  ['/staff/bill-rules', '/staff/settings/bill'],
  ['/staff/member-rules', '/staff/settings/member-rules'],
  ['/staff/payments', '/staff/settings/payments'],
  ['/staff/printers', '/staff/settings/printers'],
  ['/staff/screens', '/staff/settings/screens'],
  ['/staff/tables', '/staff/settings/tables'],
  ['/staff/people', '/staff/settings/people'],
  ['/kitchen/setup', '/staff/settings/kitchen'],
] as const

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // `page.dev.tsx` is a page in development only: the production build does not know it.
  pageExtensions: process.env.NODE_ENV === 'development' ? ['tsx', 'ts', 'dev.tsx'] : ['tsx', 'ts'],
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by npm test, over everything at once; an owner's start does not wait for it.
  typescript: {
    ignoreBuildErrors: true,
    tsconfigPath: process.env.NEXT_TSCONFIG ?? 'tsconfig.json',
  },
  // Where the settings were before they had one place; what follows the ? is kept.
  redirects: async () =>
    MOVED.map(([source, destination]) => ({ source, destination, permanent: false })),
  // A folder above may have a lock file of its own.
  turbopack: {
    root: import.meta.dirname,
    // See text/compiled.ts.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
}

export default config
