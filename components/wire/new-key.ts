// The key of a request: made once, sent again with every retry, so that a repeated request does
// nothing twice.

/**
 * 128 random bits; also where the page came over plain http, where `crypto.randomUUID` is missing.
 */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
