// npm run restore: see server/restore.ts.

import { readEnvFile } from './env-file.mjs'
import { bundleTool, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
readEnvFile()
installPackages()
generateClient()
bundleTool('restore')
process.setSourceMapsEnabled(true)
await import('../dist/restore.mjs')
