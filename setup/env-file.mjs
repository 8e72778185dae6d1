// Settings that an owner wrote into `.env` beside the program; what the environment says itself
// goes before.

import { existsSync } from 'node:fs'
import { fail } from './sentence.mjs'

export function readEnvFile() {
  if (!existsSync('.env')) return
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    fail(`The settings in .env cannot be read: ${error.message}`)
  }
}
