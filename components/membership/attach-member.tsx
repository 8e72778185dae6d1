// Gives a table's unpaid orders to the member who says their phone: their price applies and the
// points are theirs.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { FindMember } from './find-member'
import { MemberSummary } from './member-summary'
import type { MemberCard } from './types'

export function AttachMember({ orders, onDone }: { orders: { id: number }[]; onDone: () => void }) {
  const t = useTranslations('members.attach')
  const { storeId } = useDesk()
  const [member, setMember] = useState<MemberCard | null>(null)
  const attach = useCommand(
    (server) =>
      async ({ id: memberId }: MemberCard) => {
        for (const { id: orderId } of orders) {
          await server.billing.attachMemberToOrder.mutate({ storeId, orderId, memberId })
        }
      },
    {
      stale: AT_A_TABLE,
      said: (_done, { name }) => t('done', { name }),
      onDone,
    },
  )
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
            disabled={attach.isBusy}
            onClick={() => attach.run(member)}
          >
            {t('do', { name: member.name })}
          </Button>
        </>
      )}
    </div>
  )
}
