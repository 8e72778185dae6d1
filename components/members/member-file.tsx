// One member whole: the card, coupons and rewards, points to take, the ledger, and what becomes of
// their data.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { MemberSummary } from '@/components/membership/member-summary'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { MemberCoupons } from './member-coupons'
import { MemberData } from './member-data'
import { PointsLog } from './points-log'
import { RedeemPoints } from './redeem-points'

export function MemberFile({ memberId, onErased }: { memberId: number; onErased: () => void }) {
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const found = useQuery(trpc.membership.find.queryOptions({ storeId, memberId }))
  if (!found.data) {
    if (found.isError) return <Failed error={found.error} onRetry={() => found.refetch()} />
    return <Loading />
  }
  return (
    <div className="space-y-5">
      <MemberSummary member={found.data} />
      <MemberCoupons memberId={memberId} />
      {may('member.manage') && <RedeemPoints member={found.data} />}
      <PointsLog memberId={memberId} />
      {may('member.manage') && <MemberData memberId={memberId} onErased={onErased} />}
    </div>
  )
}
