// Gives a table's unpaid orders to the member who says their phone: their price applies and the points are theirs.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { useAfterDeed } from '@/components/staff/use-after-deed'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { FindMember } from './find-member'
import { MemberSummary } from './member-summary'
import type { MemberCard } from './shapes'

export function AttachMember({ orders, onDone }: { orders: { id: number }[]; onDone: () => void }) {
  const t = useTranslations('members.attach')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [member, setMember] = useState<MemberCard | null>(null)
  const attach = useMutation(trpc.payment.attachMemberToOrder.mutationOptions(useAfterDeed()))

  const attachAll = async (memberId: number, name: string) => {
    for (const { id: orderId } of orders) {
      await attach.mutateAsync({ storeId, orderId, memberId })
    }
    toast.success(t('done', { name }))
    onDone()
  }
  return (
    <div className="space-y-4">
      <p className="text-ink-soft text-sm">{t('hint')}</p>
      <FindMember onFound={setMember} />
      {member && (
        <>
          <MemberSummary member={member} />
          <Button
            size="lg"
            className="w-full"
            disabled={attach.isPending}
            onClick={() => attachAll(member.id, member.name).catch(() => {})}
          >
            {t('do', { name: member.name })}
          </Button>
        </>
      )}
    </div>
  )
}
