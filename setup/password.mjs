// npm run password -- LOGIN: somebody of the staff gets a new password, see server/password.ts.

import { readEnvFile } from './env-file.mjs'
import { bundleTool, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
readEnvFile()
installPackages()
generateClient()
bundleTool('password')
process.setSourceMapsEnabled(true)
await import('../dist/password.mjs')
