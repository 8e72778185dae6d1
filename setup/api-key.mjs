// npm run api-key -- NAME RIGHTS: a program gets a key, see server/api-key.ts.

import { readEnvFile } from './env-file.mjs'
import { bundleTool, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
readEnvFile()
installPackages()
generateClient()
bundleTool('api-key')
process.setSourceMapsEnabled(true)
await import('../dist/api-key.mjs')
