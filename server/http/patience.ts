// How long a request may take to arrive, whichever door or socket it is for: its headers first,
// then all of it. Whoever lets it trickle is answered 408 and cut. The largest body that any door
// reads is 256 kB, so a slow phone has time enough.

import type { ServerOptions } from 'node:http'

export const ARRIVAL = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
} as const satisfies ServerOptions
