import type { NextConfig } from 'next'

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
  // A folder above may have a lock file of its own.
  turbopack: { root: import.meta.dirname },
}

export default config
