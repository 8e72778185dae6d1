'use client'
// Keeps what a screen shows fresh: what the live wire tells is read again by the one table of
// wire/stale.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { LiveTarget, Message, MessageType } from '@/domain/event'
import { type LiveState, useLive } from './live'
import { makeGatherer, type Reading, readAgainWhatIsSaved, STALE } from './stale'

/**
 * @param on.heard before anything is read; `on.read` when it was, with what was heard before it
 *   began; `on.reset` when nobody can tell what was missed, also between the page's paint and its
 *   first link
 * @param on.stale what is to be read for a message, where the screen knows better than the table
 * @param from as `useLive`
 */
export function useFresh(
  target: LiveTarget | null,
  on: {
    heard?: (type: MessageType) => void
    read?: (heard: MessageType[]) => void
    reset?: () => void
    stale?: (message: Message) => readonly Reading[] | undefined
  } = {},
  from: number | null = null,
): LiveState {
  const queryClient = useQueryClient()
  const read = useRef(on.read)
  useEffect(() => {
    read.current = on.read
  })
  const heard = useRef<MessageType[]>([])
  const [gatherer] = useState(() =>
    makeGatherer((stale) => {
      const before = heard.current
      heard.current = []
      void readAgainWhatIsSaved(queryClient, stale).then(() => read.current?.(before))
    }),
  )
  useEffect(() => gatherer.stop, [gatherer])
  return useLive(
    target,
    {
      message: (message) => {
        const { type } = message
        on.heard?.(type)
        heard.current.push(type)
        gatherer.add(on.stale?.(message) ?? STALE[type])
      },
      reset: () => {
        on.reset?.()
        void readAgainWhatIsSaved(queryClient, null)
      },
    },
    from,
  )
}
