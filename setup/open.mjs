// From a fresh clone to open doors, in this one process.

import {
  build,
  generateClient,
  installPackages,
  removeOldBuilds,
  useNewestBuild,
} from './ready.mjs'

installPackages()
generateClient()
build()
useNewestBuild()
process.env.NODE_ENV ??= 'production'
process.setSourceMapsEnabled(true)
await import('../dist/main.mjs')
removeOldBuilds()
