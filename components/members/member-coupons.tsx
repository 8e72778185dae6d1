// A member's coupons at the counter, rewards for their points, and for a manager presents and
// taking back.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { CouponCard } from '@/components/membership/coupon-card'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand, useKeyedCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { MOST_COUPONS } from '@/domain/membership'
import { giveCoupon } from '@/forms/membership'

export function MemberCoupons({ memberId }: { memberId: number }) {
  const t = useTranslations('members.coupons')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const [voidedId, setVoidedId] = useState<number | null>(null)
  const coupons = useQuery(trpc.membership.coupons.queryOptions({ storeId, memberId }))
  const takeBack = useCommand((server) => server.membership.voidCoupon.mutate, {
    stale: ['membership'],
  })
  return (
    <section aria-labelledby="member-coupons-title" className="space-y-3">
      <h3 id="member-coupons-title" className="font-semibold">
        {t('title')}
      </h3>
      {!coupons.data &&
        (coupons.isError ? (
          <Failed error={coupons.error} onRetry={() => void coupons.refetch()} />
        ) : (
          <Loading />
        ))}
      {coupons.data?.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <ul className="space-y-2">
        {coupons.data?.map((coupon) => (
          <CouponCard key={coupon.id} coupon={coupon}>
            {coupon.state === 'usable' && may('store.manage') && (
              <Button
                size="sm"
                variant="ghost"
                className="mt-2"
                aria-label={t('takeBackThis', { code: coupon.code })}
                onClick={() => setVoidedId(coupon.id)}
              >
                {t('takeBack')}
              </Button>
            )}
          </CouponCard>
        ))}
      </ul>
      {coupons.data?.length === MOST_COUPONS && (
        <p className="text-ink-soft text-sm">{t('most', { count: MOST_COUPONS })}</p>
      )}
      {may('member.manage') && <Rewards memberId={memberId} />}
      {may('store.manage') && <Present memberId={memberId} />}
      <ConfirmDialog
        isOpen={voidedId !== null}
        onClose={() => setVoidedId(null)}
        title={t('takeBack')}
        text={t('takeBackText')}
        action={t('takeBack')}
        onConfirm={() => takeBack.ask({ storeId, couponId: voidedId ?? 0, reason: '' })}
      />
    </section>
  )
}

function Rewards({ memberId }: { memberId: number }) {
  const t = useTranslations('members.coupons')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [request, setRequest] = useState<{ rewardId: number; name: string } | null>(null)
  const rewards = useQuery(trpc.membership.rewards.queryOptions({ storeId, memberId }))
  const redeem = useKeyedCommand((server) => server.membership.redeemReward.mutate, {
    stale: ['membership'],
    said: t('redeemed'),
  })
  return (
    <>
      <ul aria-label={t('rewards')} className="flex flex-wrap gap-2">
        {rewards.data?.map((reward) => {
          const name = nameIn(language, reward)
          return (
            <li key={reward.id}>
              <Button
                variant="outline"
                disabled={reward.hindrance !== null || reward.missingPoints > 0}
                onClick={() => setRequest({ rewardId: reward.id, name })}
              >
                {t('redeem', { name, points: reward.points })}
              </Button>
            </li>
          )
        })}
      </ul>
      <ConfirmDialog
        isOpen={request !== null}
        onClose={() => setRequest(null)}
        title={t('redeemThis', { name: request?.name ?? '' })}
        text={t('redeemText')}
        action={t('doRedeem')}
        variant="primary"
        onConfirm={() =>
          redeem.ask({
            storeId,
            memberId,
            rewardId: request?.rewardId ?? 0,
          })
        }
      />
    </>
  )
}

function Present({ memberId }: { memberId: number }) {
  const t = useTranslations('members.coupons')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const rules = useQuery(trpc.membership.rules.queryOptions({ storeId }))
  const form = useForm({
    schema: giveCoupon,
    typed: { offerId: '' },
    read: ({ offerId }) => ({ offerId: numberIn(offerId) }),
  })
  const give = useKeyedCommand((server) => server.membership.giveCoupon.mutate, {
    stale: ['membership'],
    said: t('given'),
  })
  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-2"
      onSubmit={form.send((request) => give.run({ storeId, memberId, ...request }))}
    >
      <Field label={t('present')} error={form.wrong('offerId')} className="min-w-48 flex-1">
        <Select {...form.of('offerId')}>
          <option value="">{t('choose')}</option>
          {rules.data?.offers.map((offer) => (
            <option key={offer.id} value={offer.id}>
              {nameIn(language, offer)}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="outline" className="mt-6.5" disabled={give.isBusy}>
        {t('give')}
      </Button>
    </form>
  )
}
