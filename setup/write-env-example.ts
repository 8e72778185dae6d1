// npm run env:example: after a setting came, went or changed.

import { writeFileSync } from 'node:fs'
import { envExample } from './env-example'

writeFileSync('.env.example', envExample())
