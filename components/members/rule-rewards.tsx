// Rewards: so many points for a coupon of an offer.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Language, nameIn } from '@/domain/language'
import { saveReward } from '@/forms/membership'
import type { Rules } from './types'
import { useRule } from './use-rule'

type Reward = Rules['rewards'][number]

export function RuleRewards({ rules }: { rules: Rules }) {
  const t = useTranslations('members.rules')
  const format = useFormatter()
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const [edited, setEdited] = useState<Reward | 'new' | null>(null)
  const [ended, setEnded] = useState<Reward | null>(null)
  const end = useRule((server) => server.membership.archiveReward.mutate)
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
                onClick={() => setEnded(reward)}
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
      <ConfirmDialog
        isOpen={ended !== null}
        onClose={() => setEnded(null)}
        title={t('endThis', { name: ended ? nameIn(language, ended) : '' })}
        text={t('endRewardText')}
        action={t('end')}
        onConfirm={() => end.ask({ storeId, rewardId: ended?.id ?? 0 })}
      />
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
  const form = useForm({
    schema: saveReward,
    typed: {
      name: reward?.name ?? '',
      names: typedNames(reward?.names),
      points: reward ? String(reward.points) : '',
      offerId: String(reward?.offerId ?? offers[0]?.id ?? ''),
    },
    read: (typed) => ({
      ...typed,
      points: numberIn(typed.points),
      offerId: numberIn(typed.offerId),
    }),
  })
  const save = useRule((server) => server.membership.saveReward.mutate, onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={reward ? t('editThis', { name: reward.name }) : t('addReward')}
    >
      <form
        noValidate
        className="mt-4 space-y-3"
        onSubmit={form.send((request) =>
          save.run({ storeId, rewardId: reward?.id ?? null, ...request }),
        )}
      >
        <Field label={t('field.name')} error={form.wrong('name')}>
          <Input autoComplete="off" {...form.of('name')} />
        </Field>
        <OtherNames
          of={(language) => form.of(`names.${language}`)}
          wrong={(language) => form.wrong(`names.${language}`)}
        />
        <Field label={t('field.points')} error={form.wrong('points')}>
          <Input autoComplete="off" inputMode="numeric" {...form.of('points')} />
        </Field>
        <Field label={t('field.offer')} error={form.wrong('offerId')}>
          <Select {...form.of('offerId')}>
            {offers.map((offer) => (
              <option key={offer.id} value={offer.id}>
                {nameIn(language, offer)}
              </option>
            ))}
          </Select>
        </Field>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={save.isBusy}>
            {t('keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
