// One table opened: what it asked for, what it ordered and how far that is, what is to pay, and everything a waiter does there.

import { useMutation, useQuery } from '@tanstack/react-query'
import { Banknote, BrushCleaning, type LucideIcon, Plus, QrCode, UserRound } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useLocale, useTranslations } from 'use-intl'
import { AttachMember } from '@/components/members/attach-member'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import type { Permission } from '@/domain/access'
import { type Language, nameIn } from '@/domain/language'
import { openCents } from '@/domain/payment'
import { AddDishes } from './add-dishes'
import { ConfirmDialog } from './confirm-dialog'
import { useDesk } from './desk'
import { NEED_LOOKS } from './looks'
import { OrderCard } from './order-card'
import type { TableSitting, TableView } from './shapes'
import { SidePanel } from './side-panel'
import { Failed, Loading } from './standing'
import { TableCode } from './table-code'
import { TakePayment } from './take-payment'
import { useAfterDeed } from './use-after-deed'
import { minutesSince } from './use-now'
import { useTimes } from './use-times'

type Task = 'addDishes' | 'takePayment' | 'member' | 'code'

export function TablePanel({
  tableId,
  tableName,
  now,
  onClose,
}: {
  tableId: number
  tableName: string
  now: number | null
  onClose: () => void
}) {
  const t = useTranslations('staff.table')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const found = useQuery(trpc.service.table.queryOptions({ storeId, tableId }))
  const [task, setTask] = useState<Task | null>(null)
  const finish = () => setTask(null)

  const table = found.data
  const areaName = table && nameIn(language, { name: table.areaName, nameEn: table.areaNameEn })
  return (
    <SidePanel
      title={task ? `${tableName} · ${t(task)}` : tableName}
      subtitle={areaName}
      onBack={task ? finish : undefined}
      onClose={onClose}
    >
      {found.isPending && <Loading />}
      {found.isError && !found.data && (
        <Failed error={found.error} onRetry={() => found.refetch()} />
      )}
      {table && task === null && <Overview table={table} now={now} onTask={setTask} />}
      {table && task === 'addDishes' && <AddDishes tableId={tableId} onDone={finish} />}
      {table && task === 'takePayment' && (
        <TakePayment orders={ordersToPay(table.sitting)} onDone={finish} />
      )}
      {table && task === 'member' && (
        <AttachMember orders={ordersToPay(table.sitting)} onDone={finish} />
      )}
      {table && task === 'code' && <TableCode url={table.url} />}
    </SidePanel>
  )
}

function ordersToPay(sitting: TableSitting | null) {
  return (sitting?.orders ?? []).filter(
    (order) => order.state !== 'cancelled' && openCents(order) > 0,
  )
}

function Overview({
  table,
  now,
  onTask,
}: {
  table: TableView
  now: number | null
  onTask: (task: Task) => void
}) {
  const t = useTranslations('staff.table')
  const { sitting } = table
  return (
    <div className="space-y-4">
      <Tasks table={table} onTask={onTask} />
      {sitting ? (
        <>
          <Party sitting={sitting} now={now} />
          <Requests sitting={sitting} />
          {sitting.orders.length === 0 && <Hint title={t('noOrders')} text={t('noOrdersHint')} />}
          {sitting.orders.map((order) => (
            <OrderCard key={order.id} order={order} />
          ))}
        </>
      ) : (
        <Hint title={t('empty')} text={t('emptyHint')} />
      )}
    </div>
  )
}

function Hint({ title, text }: { title: string; text: string }) {
  return (
    <div className="rounded-2xl border border-line border-dashed px-4 py-8 text-center">
      <p className="font-medium">{title}</p>
      <p className="mt-1 text-ink-soft text-sm">{text}</p>
    </div>
  )
}

function Tasks({ table, onTask }: { table: TableView; onTask: (task: Task) => void }) {
  const t = useTranslations('staff.table')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const after = useAfterDeed()
  const [isClearing, setIsClearing] = useState(false)
  const clear = useMutation(
    trpc.service.clear.mutationOptions({
      onSettled: after.onSettled,
      onSuccess: () => toast.success(t('cleared', { table: table.name })),
    }),
  )
  const { sitting } = table
  const hasOpen = ordersToPay(sitting).length > 0
  const tasks: { task: Task; Icon: LucideIcon; permission: Permission; isOn: boolean }[] = [
    { task: 'addDishes', Icon: Plus, permission: 'order.place', isOn: true },
    { task: 'takePayment', Icon: Banknote, permission: 'payment.take', isOn: hasOpen },
    { task: 'member', Icon: UserRound, permission: 'member.see', isOn: hasOpen },
    { task: 'code', Icon: QrCode, permission: 'floor.see', isOn: true },
  ]
  return (
    <div className="grid grid-cols-5 gap-1.5">
      {tasks
        .filter(({ permission }) => may(permission))
        .map(({ task, Icon, isOn }) => (
          <TaskButton
            key={task}
            Icon={Icon}
            text={t(task)}
            isOff={!isOn}
            onClick={() => onTask(task)}
          />
        ))}
      {may('table.clear') && (
        <TaskButton
          Icon={BrushCleaning}
          text={t('clear')}
          isOff={!sitting || clear.isPending}
          onClick={() => setIsClearing(true)}
        />
      )}
      {sitting && (
        <ConfirmDialog
          isOpen={isClearing}
          onClose={() => setIsClearing(false)}
          title={t('clearTitle', { table: table.name })}
          text={t('clearText')}
          action={t('clear')}
          onConfirm={() => clear.mutateAsync({ storeId, sittingId: sitting.id })}
        />
      )}
    </div>
  )
}

function TaskButton({
  Icon,
  text,
  isOff,
  onClick,
}: {
  Icon: LucideIcon
  text: string
  isOff: boolean
  onClick: () => void
}) {
  return (
    <button
      type="button"
      disabled={isOff}
      onClick={onClick}
      className="flex min-h-16 flex-col items-center justify-center gap-1 rounded-2xl bg-canvas text-xs disabled:opacity-40"
    >
      <Icon aria-hidden className="size-5 text-primary" />
      {text}
    </button>
  )
}

function Party({ sitting, now }: { sitting: TableSitting; now: number | null }) {
  const t = useTranslations('staff')
  const { clock } = useTimes()
  const minutes = minutesSince(sitting.openedAt, now)
  return (
    <p className="flex flex-wrap gap-x-3 text-ink-soft text-sm">
      <span>{t('table.guests', { count: sitting.partySize ?? sitting.guests.length })}</span>
      <span className="tabular-nums">
        {t('table.since', { time: clock(sitting.openedAt) })}
        {minutes !== null && ` · ${t('minutes', { minutes })}`}
      </span>
      {sitting.members.map((member) => (
        <span key={member.id}>{`${member.name} (${member.phoneTail})`}</span>
      ))}
    </p>
  )
}

function Requests({ sitting }: { sitting: TableSitting }) {
  const t = useTranslations('staff')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const answer = useMutation(trpc.service.answer.mutationOptions(useAfterDeed()))
  if (sitting.requests.length === 0) return null
  return (
    <ul className="space-y-2">
      {sitting.requests.map(({ id, kind }) => {
        const { Icon, tone } = NEED_LOOKS[kind]
        return (
          <li key={id} className={`flex items-center gap-3 rounded-2xl p-3 ${tone}`}>
            <Icon aria-hidden className="size-5" />
            <span className="flex-1 font-medium">{t(`needs.kind.${kind}`)}</span>
            {may('service.answer') && (
              <Button
                size="sm"
                variant="outline"
                disabled={answer.isPending}
                onClick={() => answer.mutate({ storeId, requestId: id })}
              >
                {t('table.answered')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
