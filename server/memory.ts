// Whether this machine, or what a container or an option leaves of it, is enough: too little is a
// sentence at the start, not a program that is killed in the middle of an evening. What is needed
// was measured, see docs/operating.md.

import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { StartError } from './env'

const MB = 1_048_576

/**
 * In MB: what the program and its database are given, and what of it the program's own objects may
 * take.
 */
export type Memory = { machine: number; heap: number }

const LEAST: Memory = { machine: 400, heap: 200 }
/** Two months of a restaurant are made in memory before they are written. */
const DEMO_HEAP = 400

export function memoryHere(): Memory {
  const limit = process.constrainedMemory() ?? 0
  const machine = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return {
    machine: Math.floor(machine / MB),
    heap: Math.floor(getHeapStatistics().heap_size_limit / MB),
  }
}

const OPTION =
  'Give the machine or the container 1 GB, or raise --max-old-space-size in NODE_OPTIONS, which sets it lower'

/** @throws StartError when there is too little to serve a restaurant */
export function checkMemory({ machine, heap }: Memory = memoryHere()): void {
  if (machine < LEAST.machine) {
    throw new StartError(
      `This machine gives Fanzhuo ${machine} MB of memory, and with its database it needs ${LEAST.machine} at least. Give it 1 GB.`,
    )
  }
  if (heap >= LEAST.heap) return
  throw new StartError(
    `Node gives Fanzhuo ${heap} MB of memory, and it needs ${LEAST.heap} at least. ${OPTION}.`,
  )
}

/** @throws StartError when there is too little to set up the demo restaurant */
export function checkDemoMemory({ heap }: Memory = memoryHere()): void {
  if (heap >= DEMO_HEAP) return
  throw new StartError(
    `Setting up the demo restaurant needs ${DEMO_HEAP} MB of memory, and Node gives Fanzhuo ${heap}. ${OPTION}; with DEMO=off the house starts empty.`,
  )
}

/**
 * What of the memory PostgreSQL keeps its pages in: an eighth, for the program and the system need
 * the rest, and never more than helps a restaurant.
 */
export function databaseBuffers({ machine }: Memory = memoryHere()): number {
  return Math.max(32, Math.min(256, Math.floor(machine / 8)))
}
