// Rewards: so many points for a coupon of an offer.

import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import type { Rules } from './shapes'
import { useRule, wholeOf } from './use-rule'

type Reward = Rules['rewards'][number]

export function RuleRewards({ rules }: { rules: Rules }) {
  const t = useTranslations('members.rules')
  const format = useFormatter()
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [edited, setEdited] = useState<Reward | 'new' | null>(null)
  const end = useMutation(trpc.membership.archiveReward.mutationOptions(useRule()))
  return (
    <section aria-labelledby="rule-rewards-title" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="rule-rewards-title" className="font-semibold text-lg">
          {t('rewards')}
        </h2>
        <Button
          variant="outline"
          disabled={rules.offers.length === 0}
          onClick={() => setEdited('new')}
        >
          <Plus aria-hidden className="size-5" /> {t('addReward')}
        </Button>
      </div>
      <ul className="space-y-2">
        {rules.rewards.map((reward) => {
          const name = nameIn(language, reward)
          const offer = rules.offers.find(({ id }) => id === reward.offerId)
          return (
            <li
              key={reward.id}
              className="flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-surface p-4"
            >
              <div className="basis-full sm:flex-1 sm:basis-0">
                <p className="font-semibold">{name}</p>
                <p className="text-ink-soft text-sm tabular-nums">
                  {t('costs', { points: format.number(reward.points) })}
                  {offer && ` · ${nameIn(language, offer)}`}
                </p>
              </div>
              <Button
                variant="outline"
                aria-label={t('editThis', { name })}
                onClick={() => setEdited(reward)}
              >
                {t('edit')}
              </Button>
              <Button
                variant="ghost"
                aria-label={t('endThis', { name })}
                disabled={end.isPending}
                onClick={() => end.mutate({ storeId, rewardId: reward.id })}
              >
                {t('end')}
              </Button>
            </li>
          )
        })}
      </ul>
      {edited && (
        <RewardDialog
          reward={edited === 'new' ? null : edited}
          offers={rules.offers}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}

function RewardDialog({
  reward,
  offers,
  onClose,
}: {
  reward: Reward | null
  offers: Rules['offers']
  onClose: () => void
}) {
  const t = useTranslations('members.rules')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [name, setName] = useState(reward?.name ?? '')
  const [nameEn, setNameEn] = useState(reward?.nameEn ?? '')
  const [points, setPoints] = useState(reward ? String(reward.points) : '')
  const [offerId, setOfferId] = useState(reward?.offerId ?? offers[0]?.id ?? 0)
  const save = useMutation(trpc.membership.saveReward.mutationOptions(useRule(onClose)))
  const wanted = wholeOf(points) ?? 0
  const fields = [
    ['name', name, setName],
    ['nameEn', nameEn, setNameEn],
    ['points', points, setPoints],
  ] as const
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={reward ? t('editThis', { name: reward.name }) : t('addReward')}
    >
      <form
        className="mt-4 space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({
            storeId,
            rewardId: reward?.id ?? null,
            name: name.trim(),
            nameEn: nameEn.trim() || null,
            points: wanted,
            offerId,
          })
        }}
      >
        {fields.map(([field, value, set]) => (
          <label key={field} className="block space-y-1">
            <span className="block text-ink-soft text-xs">{t(`field.${field}`)}</span>
            <Input
              value={value}
              maxLength={40}
              inputMode={field === 'points' ? 'numeric' : 'text'}
              onChange={(event) => set(event.target.value)}
            />
          </label>
        ))}
        <label className="block space-y-1">
          <span className="block text-ink-soft text-xs">{t('field.offer')}</span>
          <select
            value={offerId}
            className="h-11 w-full rounded-xl border border-edge bg-surface px-3"
            onChange={(event) => setOfferId(Number(event.target.value))}
          >
            {offers.map((offer) => (
              <option key={offer.id} value={offer.id}>
                {nameIn(language, offer)}
              </option>
            ))}
          </select>
        </label>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            disabled={name.trim() === '' || wanted < 1 || offerId === 0 || save.isPending}
          >
            {t('keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
