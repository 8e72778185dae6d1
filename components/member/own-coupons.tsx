// The wallet: what can be used now first; what was used or has ended is folded away.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { CouponCard } from '@/components/membership/coupon-card'
import { useTRPC } from '@/components/wire/trpc'
import { MOST_COUPONS } from '@/domain/membership'
import { Unread } from './unread'

export function OwnCoupons({ code }: { code: string }) {
  const t = useTranslations('member.coupons')
  const trpc = useTRPC()
  const coupons = useQuery(trpc.membership.myCoupons.queryOptions({ code }, { staleTime: 0 }))
  const isInHand = (state: string) => state === 'usable' || state === 'on-bill'
  const inHand = coupons.data?.filter(({ state }) => isInHand(state)) ?? []
  const past = coupons.data?.filter(({ state }) => !isInHand(state)) ?? []
  return (
    <section aria-labelledby="coupons-title" className="space-y-3">
      <h2 id="coupons-title" className="font-semibold text-lg">
        {t('title')}
      </h2>
      {!coupons.data && <Unread query={coupons} />}
      {coupons.data && inHand.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <ul className="space-y-2">
        {inHand.map((coupon) => (
          <CouponCard key={coupon.id} coupon={coupon} />
        ))}
      </ul>
      {past.length > 0 && (
        <details>
          <summary className="min-h-11 content-center font-medium text-primary">
            {t('past', { count: past.length })}
          </summary>
          <ul className="space-y-2">
            {past.map((coupon) => (
              <CouponCard key={coupon.id} coupon={coupon} />
            ))}
          </ul>
        </details>
      )}
      {coupons.data?.length === MOST_COUPONS && (
        <p className="text-ink-soft text-sm">{t('most', { count: MOST_COUPONS })}</p>
      )}
    </section>
  )
}
