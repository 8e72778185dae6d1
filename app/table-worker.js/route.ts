// The script that keeps a table's page on a phone that is without a network.

import { tableWorkerScript } from '@/components/guest/table-worker'

export const dynamic = 'force-static'

export function GET(): Response {
  return new Response(tableWorkerScript, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
    },
  })
}
