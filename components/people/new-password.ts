// A password that nobody thought of, made on the screen that shows it once.

import { passwordFrom } from '@/domain/access'

export function newPassword(): string {
  return passwordFrom(crypto.getRandomValues(new Uint8Array(64)))
}
