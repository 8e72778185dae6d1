// What is counted for /metrics while it happens, beside what is read from the database when
// somebody asks. Counted per process.

import { Counter, Registry } from 'prom-client'

export const counted = new Registry()

export const refusedCallbacks = new Counter({
  name: 'fanzhuo_callbacks_refused_total',
  help: 'Payment callbacks that were not believed, by platform and reason',
  labelNames: ['provider', 'reason'],
  registers: [counted],
})

export const prunedRows = new Counter({
  name: 'fanzhuo_pruned_rows_total',
  help: 'Rows past their lifetime that were taken',
  labelNames: ['table'],
  registers: [counted],
})
