// npm run demo:pictures: draws the demo's dishes anew, after a scene in prisma/demo/menu.ts or how
// it is drawn was changed.

import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composePictures, scenesDigest } from '@/prisma/demo/pictures'
import { demoScenes } from '@/prisma/demo/seed'

const FOLDER = 'prisma/demo/pictures'

const scenes = demoScenes()
for (const name of readdirSync(FOLDER)) if (name.endsWith('.webp')) rmSync(join(FOLDER, name))
await composePictures(scenes, FOLDER)
writeFileSync(join(FOLDER, 'drawn-from'), `${scenesDigest(scenes)}\n`)
console.log(`${scenes.size} dishes are drawn.`)
