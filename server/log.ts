// The log: one JSON line an event. What people carry (tokens, phones, passwords) never reaches it.

import pino, { type Logger } from 'pino'

export function makeLog(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: [
      '*.password',
      '*.phone',
      '*.token',
      '*.cookie',
      '*.privateKey',
      '*.secret',
      'req.headers',
    ],
  })
}
