// What follows a change of the rules: they are read again, and the manager is told that it is kept, or why not.

import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'

export function useRule(onDone?: () => void) {
  const t = useTranslations('members')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return {
    onSuccess: () => {
      toast.success(t('rules.kept'))
      onDone?.()
    },
    onError: (error: { message: string }) => {
      toast.error(isUnanswered(error) ? t('unanswered') : error.message)
    },
    onSettled: () => queryClient.invalidateQueries(trpc.membership.pathFilter()),
  }
}

/** A whole number as typed, or null when it is none. */
export function wholeOf(text: string): number | null {
  return /^\d{1,8}$/.test(text.trim()) ? Number(text) : null
}

/** Percent as typed ('95', '88.5') in basis points, or null when it is none. */
export function basisPointsOf(text: string): number | null {
  return /^\d{1,3}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : null
}
