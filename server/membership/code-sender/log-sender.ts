// Sends nothing: writes the code where the owner reads, at every log level, and says that nothing
// was sent. For trying out and for a house without an SMS gateway, where a person at the till reads
// it to the guest. Of the phone only the tail.

import { maskedPhone } from '@/domain/membership'
import type { CodeSender } from './code-sender'

export function logSender(write: (line: string) => void): CodeSender {
  return {
    send: async (phone, code) => {
      write(
        `Code for ${maskedPhone(phone.slice(-4))}: ${code} (CODE_SENDER=log, no message was sent)`,
      )
    },
  }
}
