// A member's coupons at the counter, rewards for their points, and for a manager presents and taking back.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useLocale, useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { CouponCard } from '@/components/member/coupon-card'
import { ConfirmDialog } from '@/components/staff/confirm-dialog'
import { useDesk } from '@/components/staff/desk'
import { Failed, Loading } from '@/components/staff/standing'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'

export function MemberCoupons({ memberId }: { memberId: number }) {
  const t = useTranslations('members.coupons')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [voidedId, setVoidedId] = useState<number | null>(null)
  const coupons = useQuery(trpc.membership.coupons.queryOptions({ storeId, memberId }))
  const onSettled = () => queryClient.invalidateQueries(trpc.membership.pathFilter())
  const takeBack = useMutation(trpc.membership.voidCoupon.mutationOptions({ onSettled }))
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
      {may('member.manage') && <Rewards memberId={memberId} />}
      {may('store.manage') && <Present memberId={memberId} />}
      <ConfirmDialog
        isOpen={voidedId !== null}
        onClose={() => setVoidedId(null)}
        title={t('takeBack')}
        text={t('takeBackText')}
        action={t('takeBack')}
        onConfirm={() => takeBack.mutateAsync({ storeId, couponId: voidedId ?? 0, reason: '' })}
      />
    </section>
  )
}

function Rewards({ memberId }: { memberId: number }) {
  const t = useTranslations('members.coupons')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [wish, setWish] = useState<{ rewardId: number; name: string; key: string } | null>(null)
  const rewards = useQuery(trpc.membership.rewards.queryOptions({ storeId, memberId }))
  const redeem = useMutation(
    trpc.membership.redeemReward.mutationOptions({
      onSuccess: () => toast.success(t('redeemed')),
      onSettled: () => queryClient.invalidateQueries(trpc.membership.pathFilter()),
    }),
  )
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
                onClick={() => setWish({ rewardId: reward.id, name, key: newKey() })}
              >
                {t('redeem', { name, points: reward.points })}
              </Button>
            </li>
          )
        })}
      </ul>
      <ConfirmDialog
        isOpen={wish !== null}
        onClose={() => setWish(null)}
        title={t('redeemThis', { name: wish?.name ?? '' })}
        text={t('redeemText')}
        action={t('doRedeem')}
        variant="primary"
        onConfirm={() =>
          redeem.mutateAsync({
            storeId,
            memberId,
            rewardId: wish?.rewardId ?? 0,
            key: wish?.key ?? newKey(),
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
  const queryClient = useQueryClient()
  const [offerId, setOfferId] = useState(0)
  const key = useRef(newKey())
  const rules = useQuery(trpc.membership.rules.queryOptions({ storeId }))
  const give = useMutation(
    trpc.membership.giveCoupon.mutationOptions({
      onSuccess: () => {
        toast.success(t('given'))
        key.current = newKey()
      },
      onError: (error) => toast.error(error.message),
      onSettled: () => queryClient.invalidateQueries(trpc.membership.pathFilter()),
    }),
  )
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate({ storeId, memberId, offerId, key: key.current })
      }}
    >
      <label className="min-w-48 flex-1 space-y-1">
        <span className="block text-ink-soft text-xs">{t('present')}</span>
        <select
          value={offerId}
          className="h-11 w-full rounded-xl border border-edge bg-surface px-3"
          onChange={(event) => {
            key.current = newKey()
            setOfferId(Number(event.target.value))
          }}
        >
          <option value={0}>{t('choose')}</option>
          {rules.data?.offers.map((offer) => (
            <option key={offer.id} value={offer.id}>
              {nameIn(language, offer)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" variant="outline" disabled={offerId === 0 || give.isPending}>
        {t('give')}
      </Button>
    </form>
  )
}
