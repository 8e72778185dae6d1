// npm run setup-link: a new link into the opening, see server/setup-link.ts.

import { readEnvFile } from './env-file.mjs'
import { bundleTool, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
readEnvFile()
installPackages()
generateClient()
bundleTool('setup-link')
process.setSourceMapsEnabled(true)
await import('../dist/setup-link.mjs')
