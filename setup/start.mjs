// npm start: from a fresh clone to open doors, in this one process.

import { build, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
installPackages()
generateClient()
build()
process.env.NODE_ENV ??= 'production'
process.setSourceMapsEnabled(true)
await import('../dist/main.mjs')
