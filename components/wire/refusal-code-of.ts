// Which refusal an error carries, wherever it was thrown: over the wire, or by a procedure that a
// page called in this process.

import { TRPCClientError } from '@trpc/client'

/** The refusal's code, or null for a bug or the network. */
export function refusalCodeOf(error: unknown): string | null {
  if (error instanceof TRPCClientError) return error.data?.refusal?.code ?? null
  // Pages have a copy of every module for themselves, so a class of the server is known by its name
  // only.
  const { cause } = (error ?? {}) as { cause?: unknown }
  const { name, code } = (cause ?? error ?? {}) as { name?: unknown; code?: unknown }
  return name === 'Refusal' && typeof code === 'string' ? code : null
}
