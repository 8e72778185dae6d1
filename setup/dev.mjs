// npm run dev: the server from its sources, pages with hot reloading. Restart it after a change
// below components/.

import { readEnvFile } from './env-file.mjs'
import { checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
readEnvFile()
installPackages({ withTests: true })
generateClient()
process.env.NODE_ENV = 'development'
const { register } = await import('tsx/esm/api')
register()
await import('../server/main.ts')
