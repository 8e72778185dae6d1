// .env.example, from the settings that server/env.ts reads.

import { settings } from '@/server/env'

const WIDTH = 100

export function envExample(): string {
  const blocks = settings().map(({ name, about, wanted, usual }) =>
    [...wrapped(about), ...wrapped(`Should be ${wanted}.`), `#${name}=${usual ?? ''}`].join('\n'),
  )
  return [HEAD, ...blocks].join('\n\n').concat('\n')
}

const HEAD = `# Copy this file to .env and take the # from what you set; npm start and the other commands read it.
# What the environment sets itself goes before. Everything here is optional.`

function wrapped(text: string): string[] {
  const lines = ['#']
  for (const word of text.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > WIDTH) lines.push('#')
    lines[lines.length - 1] += ` ${word}`
  }
  return lines
}
