// What points can be had for. A tap asks first; a retry sends the same key, so points are taken
// once.

import { useQuery } from '@tanstack/react-query'
import { Gift } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useWorth } from '@/components/membership/coupon-card'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useTRPC } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import type { Reward } from './types'
import { Unread } from './unread'

export function OwnRewards({ code, points }: { code: string; points: number }) {
  const t = useTranslations('member.rewards')
  const trpc = useTRPC()
  const [request, setRequest] = useState<Reward | null>(null)
  const rewards = useQuery(trpc.membership.myRewards.queryOptions({ code }, { staleTime: 0 }))
  return (
    <section aria-labelledby="rewards-title" className="space-y-3">
      <h2 id="rewards-title" className="font-semibold text-lg">
        {t('title')}
      </h2>
      {!rewards.data && <Unread query={rewards} />}
      {rewards.data?.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <ul className="space-y-2">
        {rewards.data?.map((reward) => (
          <RewardRow key={reward.id} reward={reward} onTake={() => setRequest(reward)} />
        ))}
      </ul>
      {request && (
        <Redeem
          key={request.id}
          code={code}
          points={points}
          reward={request}
          onClose={() => setRequest(null)}
        />
      )}
    </section>
  )
}

function RewardRow({ reward, onTake }: { reward: Reward; onTake: () => void }) {
  const t = useTranslations('member.rewards')
  const format = useFormatter()
  const language = useLocale() as Language
  const worth = useWorth()
  const { hindrance, missingPoints } = reward
  const name = nameIn(language, reward)
  return (
    <li className="flex items-center gap-3 rounded-2xl border border-line bg-surface p-4">
      <Gift aria-hidden className="size-6 shrink-0 text-primary" />
      <div className="min-w-0 flex-1">
        <p className="break-words font-semibold">{name}</p>
        <p className="text-ink-soft text-sm">{worth(reward.offer)}</p>
        <p className="text-primary text-sm tabular-nums">
          {t('points', { points: format.number(reward.points) })}
        </p>
        {(hindrance ?? missingPoints > 0) && (
          <p className="text-ink-soft text-sm">
            {hindrance
              ? t(`hindrance.${hindrance}`)
              : t('missing', { points: format.number(missingPoints) })}
          </p>
        )}
      </div>
      <Button
        aria-label={t('takeThis', { name })}
        disabled={hindrance !== null || missingPoints > 0}
        onClick={onTake}
      >
        {t('take')}
      </Button>
    </li>
  )
}

function Redeem({
  code,
  points,
  reward,
  onClose,
}: {
  code: string
  points: number
  reward: Reward
  onClose: () => void
}) {
  const t = useTranslations('member')
  const language = useLocale() as Language
  const name = nameIn(language, reward)
  const redeem = useKeyedCommand((server) => server.membership.redeemMine.mutate, {
    stale: ['membership'],
    said: t('rewards.done', { name }),
    isToldHere: true,
    onDone: onClose,
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('rewards.ask', { name })}
      text={t('rewards.askText', { points: reward.points, left: points - reward.points })}
    >
      {redeem.trouble && (
        <p role="alert" className="mb-4 text-danger text-sm">
          {redeem.trouble}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={redeem.isBusy} onClick={() => redeem.run({ code, rewardId: reward.id })}>
          {t('rewards.do')}
        </Button>
      </div>
    </Dialog>
  )
}
