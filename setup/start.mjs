// npm start: an update that was made ready is taken, then the doors open. What follows is imported
// only then, so that it is the new one.

import { askFirst } from './ask-first.mjs'
import { readEnvFile } from './env-file.mjs'
import { checkNode } from './sentence.mjs'
import { takeUpdate } from './take-update.mjs'

checkNode()
readEnvFile()
await askFirst()
takeUpdate()
await import('./open.mjs')
