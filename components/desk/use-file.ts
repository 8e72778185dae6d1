// Sends a file to the house as the bytes that it is.

import { useTranslations } from 'use-intl'
import { sentenceOfAnswer } from '@/components/wire/house-answer'
import { useSay } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { useDesk } from './desk'

/** A no is thrown as its sentence, as any command's is. */
export function useFile<Answer>(
  address: (storeId: number) => string,
  onDone?: (answer: Answer) => void,
) {
  const { storeId } = useDesk()
  const say = useSay()
  const nobody = useTranslations('ui')('wire.nobody')
  return useCommand<Blob, Answer>(
    () => async (file) => {
      const answer = await fetch(address(storeId), {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file,
      }).catch(() => null)
      if (!answer) throw new Error(nobody)
      const text = await answer.text()
      if (!answer.ok) throw new Error(sentenceOfAnswer(answer.status, text, say))
      return JSON.parse(text) as Answer
    },
    { stale: ['menu'], isToldHere: true, ...(onDone && { onDone }) },
  )
}
