// npm run backup: see server/backup.ts.

import { readEnvFile } from './env-file.mjs'
import { bundleTool, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
readEnvFile()
installPackages()
generateClient()
bundleTool('backup')
process.setSourceMapsEnabled(true)
await import('../dist/backup.mjs')
