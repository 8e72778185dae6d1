// Sends a file to the house as the bytes that it is.

import { useTranslations } from 'use-intl'
import { sentenceOfAnswer } from '@/components/wire/house-answer'
import { useSay } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { MOST_PICTURE_BYTES } from '@/domain/menu-pictures'
import { useDesk } from './desk'

/**
 * A no is thrown as its sentence, as any command's is.
 * @param most and what is said of a file with more bytes, which is not sent at all
 */
export function useFile<Answer>(
  address: (storeId: number) => string,
  onDone?: (answer: Answer) => void,
  most?: { bytes: number; sentence: string },
) {
  const { storeId } = useDesk()
  const say = useSay()
  const nobody = useTranslations('ui')('wire.nobody')
  return useCommand<Blob, Answer>(
    () => async (file) => {
      if (most && file.size > most.bytes) throw new Error(most.sentence)
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

/** Sends a picture to where pictures of its kind go. */
export function usePicture(path: string, onDone?: (answer: { picture: string }) => void) {
  const t = useTranslations('staff.picture')
  return useFile<{ picture: string }>((storeId) => `${path}?store_id=${storeId}`, onDone, {
    bytes: MOST_PICTURE_BYTES,
    sentence: t('tooLarge', { megabytes: MOST_PICTURE_BYTES / 1_000_000 }),
  })
}
