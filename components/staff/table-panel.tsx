// One table opened: what it asked for, what it ordered and how far that is, what is to pay, and
// everything a waiter does there.

import { useQuery } from '@tanstack/react-query'
import {
  Banknote,
  BrushCleaning,
  type LucideIcon,
  Plus,
  QrCode,
  TriangleAlert,
  UserRound,
  UsersRound,
} from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { SidePanel } from '@/components/desk/side-panel'
import { NEED_STYLES } from '@/components/desk/styles'
import { minutesSince } from '@/components/desk/use-now'
import { useTimes } from '@/components/desk/use-times'
import { AttachMember } from '@/components/membership/attach-member'
import { AllergyBand } from '@/components/menu/allergy-band'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CountChoice } from '@/components/ui/count-choice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { LOSSES, type Permission } from '@/domain/access'
import { namedAllergies } from '@/domain/allergies'
import { openCents } from '@/domain/billing'
import { type Language, nameIn } from '@/domain/language'
import { MAXIMUM_PEOPLE } from '@/domain/seating'
import { hasWay } from '@/domain/service'
import { AddDishes } from './add-dishes'
import { OrderCard } from './order-card'
import { TableAllergies } from './table-allergies'
import { TableCode } from './table-code'
import { TakePayment } from './take-payment'
import type { TableSitting, TableView } from './types'

type Task = 'addDishes' | 'takePayment' | 'member' | 'allergies' | 'code'

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
  const areaName = table && nameIn(language, { name: table.areaName, names: table.areaNames })
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
      {table && task === 'addDishes' && (
        <AddDishes
          tableId={tableId}
          people={table.sitting?.partySize ?? null}
          isTakeaway={table.isTakeaway}
          allergies={allergiesAt(table.sitting)}
          onAllergies={() => setTask('allergies')}
          onDone={finish}
        />
      )}
      {table && task === 'allergies' && (
        <TableAllergies tableId={tableId} sitting={table.sitting} onDone={finish} />
      )}
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

const allergiesAt = (sitting: TableSitting | null) =>
  sitting ? namedAllergies(sitting.allergies, sitting.guests) : []

function ordersToPay(sitting: TableSitting | null) {
  return (sitting?.orders ?? []).filter(
    (order) => order.state !== 'cancelled' && (openCents(order) > 0 || order.awaited > 0),
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
  const { storeId } = useDesk()
  const { sitting } = table
  return (
    <div className="space-y-4">
      <Tasks table={table} onTask={onTask} />
      <AllergiesHere sitting={sitting} onChange={() => onTask('allergies')} />
      {sitting ? (
        <>
          {!table.isTakeaway && <People sitting={sitting} />}
          <Party sitting={sitting} isTakeaway={table.isTakeaway} now={now} />
          <Requests sitting={sitting} />
          {sitting.orders.length === 0 && <Hint title={t('noOrders')} text={t('noOrdersHint')} />}
          {sitting.orders.map((order) => (
            <OrderCard key={order.id} order={order} />
          ))}
          {sitting.olderOrders > 0 && (
            <Link
              href={`/staff/orders?store=${storeId}`}
              prefetch={false}
              className="block min-h-11 content-center text-center text-ink-soft text-sm underline underline-offset-4"
            >
              {t('olderOrders', { count: sitting.olderOrders })}
            </Link>
          )}
        </>
      ) : (
        <>
          <Hint
            title={t(table.isTakeaway ? 'emptyTakeaway' : 'empty')}
            text={t(table.isTakeaway ? 'emptyTakeawayHint' : 'emptyHint')}
          />
          {!table.isTakeaway && <OpenTable table={table} />}
        </>
      )}
    </div>
  )
}

/** What the people at the table are allergic to, and the way to what they tell their waiter. */
function AllergiesHere({
  sitting,
  onChange,
}: {
  sitting: TableSitting | null
  onChange: () => void
}) {
  const t = useTranslations('staff.table')
  const { may } = useDesk()
  const allergies = allergiesAt(sitting)
  const change = may('order.place') && (
    <button
      type="button"
      onClick={onChange}
      className={cn(
        'flex min-h-11 items-center gap-1.5 font-medium text-sm',
        allergies.length > 0
          ? 'underline underline-offset-4'
          : 'rounded-xl border border-line px-3 text-ink',
      )}
    >
      {allergies.length === 0 && <TriangleAlert aria-hidden className="size-4 text-danger" />}
      {t(allergies.length > 0 ? 'changeAllergies' : 'addAllergies')}
    </button>
  )
  if (allergies.length === 0) return change
  return (
    <AllergyBand allergies={allergies} className="rounded-2xl px-4 pt-2.5 pb-1">
      {change}
    </AllergyBand>
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
  const [isClearing, setIsClearing] = useState(false)
  const clear = useCommand((server) => server.service.clear.mutate, {
    stale: AT_A_TABLE,
    said: t('cleared', { table: table.name }),
  })
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
          isOff={!sitting || clear.isBusy}
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
          onConfirm={() => clear.ask({ storeId, sittingId: sitting.id })}
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

/** 开台: one tap says how many sit down, whether or not they scan. */
function OpenTable({ table }: { table: TableView }) {
  const t = useTranslations('staff.table.people')
  const { storeId, may } = useDesk()
  const open = useCommand((server) => server.service.open.mutate, {
    stale: AT_A_TABLE,
    said: (_, { people }) => t('opened', { table: table.name, count: people }),
  })
  if (!may('order.place')) return null
  return (
    <section className="space-y-2">
      <h3 className="font-medium">{t('open')}</h3>
      <CountChoice
        value={null}
        maximum={MAXIMUM_PEOPLE}
        name={t('title')}
        isBusy={open.isBusy}
        onChoose={(people) => open.run({ storeId, tableId: table.id, people })}
      />
    </section>
  )
}

/** How many they are, and where it is wrong, how many they really are. */
function People({ sitting }: { sitting: TableSitting }) {
  const t = useTranslations('staff.table')
  const { storeId, may } = useDesk()
  const [isChanging, setChanging] = useState(false)
  const correct = useCommand((server) => server.service.correctPeople.mutate, {
    stale: AT_A_TABLE,
    said: (_, { people }) => t('people.changed', { count: people }),
    onDone: () => setChanging(false),
  })
  const { id: sittingId, partySize } = sitting
  const mayChange = may(LOSSES['fewer people at a table'])
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 text-ink-soft text-sm">
        <button
          type="button"
          disabled={!mayChange}
          aria-expanded={isChanging}
          aria-label={t('people.change')}
          onClick={() => setChanging(!isChanging)}
          className={cn(
            'flex min-h-11 items-center gap-1.5 rounded-xl border px-3 font-medium',
            partySize === null
              ? 'border-warning/40 bg-warning-soft text-warning'
              : 'border-line text-ink',
          )}
        >
          <UsersRound aria-hidden className="size-4" />
          {partySize === null ? t('people.unsaid') : t('guests', { count: partySize })}
        </button>
        <span>{t('people.phones', { count: sitting.guests.length })}</span>
      </p>
      {isChanging && mayChange && (
        <CountChoice
          key={partySize}
          value={partySize}
          maximum={MAXIMUM_PEOPLE}
          name={t('people.title')}
          isBusy={correct.isBusy}
          onChoose={(people) => correct.run({ storeId, sittingId, people, seen: partySize })}
        />
      )}
    </>
  )
}

function Party({
  sitting,
  isTakeaway,
  now,
}: {
  sitting: TableSitting
  isTakeaway: boolean
  now: number | null
}) {
  const t = useTranslations('staff')
  const { clock } = useTimes()
  const minutes = minutesSince(sitting.openedAt, now)
  return (
    <p className="flex flex-wrap gap-x-3 text-ink-soft text-sm">
      <span className="tabular-nums">
        {t(isTakeaway ? 'table.sinceScan' : 'table.since', { time: clock(sitting.openedAt) })}
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
  const answer = useCommand((server) => server.service.answer.mutate, { stale: AT_A_TABLE })
  const see = useCommand((server) => server.service.see.mutate, { stale: AT_A_TABLE })
  if (sitting.requests.length === 0) return null
  return (
    <ul className="space-y-2">
      {sitting.requests.map(({ id, kind, words, seenBy }) => {
        const isToSee = hasWay({ requestId: id, kind }) && seenBy === null
        const { Icon, tone } = NEED_STYLES[kind]
        return (
          <li key={id} className={`flex items-center gap-3 rounded-2xl p-3 ${tone}`}>
            <Icon aria-hidden className="size-5" />
            <span className="min-w-0 flex-1 break-words font-medium">
              {[t(`needs.kind.${kind}`), words].filter(Boolean).join(' · ')}
              {seenBy && (
                <span className="block text-sm">{t('needs.coming', { name: seenBy })}</span>
              )}
            </span>
            {may('service.answer') && (
              <Button
                size="sm"
                variant="outline"
                disabled={answer.isBusy || see.isBusy}
                onClick={() => (isToSee ? see : answer).run({ storeId, requestId: id })}
              >
                {t(isToSee ? 'needs.action.come' : 'table.answered')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
