// How many points a yuan earns from now on.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { MAXIMUM_POINTS_PER_YUAN } from '@/domain/membership'
import { useRule, wholeOf } from './use-rule'

export function RuleRate({ seen }: { seen: number }) {
  const t = useTranslations('members.rules')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [rate, setRate] = useState(String(seen))
  const save = useMutation(trpc.membership.setPointsRate.mutationOptions(useRule()))
  const pointsPerYuan = wholeOf(rate)
  const isFine = pointsPerYuan !== null && pointsPerYuan <= MAXIMUM_POINTS_PER_YUAN
  return (
    <form
      className="space-y-3 rounded-2xl border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isFine) save.mutate({ storeId, pointsPerYuan, seen })
      }}
    >
      <label className="flex flex-wrap items-center gap-3">
        <span className="min-w-40 flex-1 font-semibold">{t('rate')}</span>
        <Input
          inputMode="numeric"
          value={rate}
          aria-invalid={!isFine}
          className="w-20! text-center tabular-nums"
          onChange={(event) => setRate(event.target.value)}
        />
      </label>
      <p className="text-ink-soft text-sm">{t('rateHint')}</p>
      <Button
        type="submit"
        disabled={!isFine || pointsPerYuan === seen || save.isPending}
        aria-label={t('keepRate')}
      >
        {t('keep')}
      </Button>
    </form>
  )
}
