// One member whole: the card, points to take, and the ledger.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/staff/desk'
import { Failed, Loading } from '@/components/staff/standing'
import { useTRPC } from '@/components/wire/trpc'
import { MemberSummary } from './member-summary'
import { PointsLog } from './points-log'
import { RedeemPoints } from './redeem-points'

export function MemberFile({ memberId }: { memberId: number }) {
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
      {may('member.manage') && <RedeemPoints member={found.data} />}
      <PointsLog memberId={memberId} />
    </div>
  )
}
