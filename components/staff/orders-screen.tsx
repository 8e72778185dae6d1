'use client'

// Every order of the store by state, day and search, and one of them opened beside the list.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import Link from 'next/link'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SidePanel } from '@/components/desk/side-panel'
import { StaffShell } from '@/components/desk/staff-shell'
import { ORDER_TONES, PAYMENT_TONES } from '@/components/desk/styles'
import { useOpened } from '@/components/desk/use-opened'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { FilterChips } from '@/components/ui/filter-chips'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SearchField } from '@/components/ui/search-field'
import { useTRPC, useTRPCClient } from '@/components/wire/trpc'
import { ORDER_STATES, type OrderState } from '@/domain/ordering'
import { OrderCard } from './order-card'
import type { OrderView } from './types'

const PAGE = 30

export function OrdersScreen({ desk, today }: { desk: Desk; today: string }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <OrdersOfStore today={today} />
      </StaffShell>
    </DeskProvider>
  )
}

function OrdersOfStore({ today }: { today: string }) {
  const t = useTranslations('staff')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [state, setState] = useState<OrderState | null>(null)
  const [day, setDay] = useState(today)
  const [sought, setSought] = useState('')
  const search = useDeferredValue(sought.trim())
  const [orderId, openOrder] = useOpened('order')
  const filter = {
    storeId,
    states: state ? [state] : null,
    day: day || null,
    search: search || null,
    limit: PAGE,
  }
  const found = useInfiniteQuery({
    queryKey: [...trpc.ordering.list.queryKey(filter), 'pages'],
    queryFn: ({ pageParam }) => client.ordering.list.query({ ...filter, beforeId: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.id : undefined),
  })
  const orders = found.data?.pages.flat() ?? []

  return (
    <div className="flex items-start gap-5">
      <div className="min-w-0 flex-1 space-y-4">
        <h1 className="sr-only">{t('orders.title')}</h1>
        <div className="flex flex-wrap gap-2">
          <SearchField
            name={t('orders.search')}
            value={sought}
            onChange={setSought}
            className="min-w-52 flex-1"
          />
          <label className="flex items-center gap-2 text-sm">
            <span className="sr-only">{t('orders.day')}</span>
            <Input
              type="date"
              value={day}
              max={today}
              onChange={(event) => setDay(event.target.value)}
            />
          </label>
          <Button
            variant="outline"
            aria-pressed={day === ''}
            onClick={() => setDay(day === '' ? today : '')}
          >
            {day === '' ? t('orders.today') : t('orders.anyDay')}
          </Button>
          {may('store.manage') && (
            <>
              <Button
                variant="outline"
                render={<Link href={`/staff/settings/bill?store=${storeId}`} />}
              >
                {t('billRules.title')}
              </Button>
              <Button
                variant="outline"
                render={<Link href={`/staff/settings/printers?store=${storeId}`} />}
              >
                {t('paper.printers')}
              </Button>
              <Button
                variant="outline"
                render={<Link href={`/staff/settings/screens?store=${storeId}`} />}
              >
                {t('paper.screens')}
              </Button>
            </>
          )}
        </div>
        <FilterChips
          label={t('orders.states')}
          all={{ text: t('orders.all') }}
          chips={ORDER_STATES.map((each) => ({ value: each, text: t(`order.state.${each}`) }))}
          value={state}
          onChange={setState}
        />
        {found.isPending && <Loading />}
        {found.isError && !found.data && (
          <Failed error={found.error} onRetry={() => found.refetch()} />
        )}
        {found.isSuccess && orders.length === 0 && (
          <Notice Icon={ReceiptText} title={t('orders.none')}>
            {t('orders.noneHint')}
          </Notice>
        )}
        <ul className="space-y-2">
          {orders.map((order) => (
            <li key={order.id}>
              <OrderRow
                order={order}
                isOpen={order.id === orderId}
                onOpen={() => openOrder(order.id)}
              />
            </li>
          ))}
        </ul>
        {found.hasNextPage && (
          <Button
            variant="outline"
            className="w-full"
            disabled={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            {t('orders.more')}
          </Button>
        )}
      </div>
      {orderId !== null && (
        <OrderPanel key={orderId} orderId={orderId} onClose={() => openOrder(null)} />
      )}
    </div>
  )
}

function OrderRow({
  order,
  isOpen,
  onOpen,
}: {
  order: OrderView
  isOpen: boolean
  onOpen: () => void
}) {
  const { sumOf } = useMoney()
  const t = useTranslations('staff')
  const { dayAndClock } = useTimes()
  const lines = order.rounds.flatMap((round) => round.lines)
  const dishes = lines.filter((line) => line.state !== 'voided')
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      aria-label={t('order.number', { number: order.number })}
      onClick={onOpen}
      className={cn(
        'flex w-full items-center gap-3 rounded-2xl border bg-surface p-3 text-left',
        isOpen ? 'border-primary' : 'border-line',
      )}
    >
      <strong className="w-14 shrink-0 truncate text-lg">
        {order.tableName || t('orders.noTable')}
      </strong>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap gap-1.5">
          <Badge tone={ORDER_TONES[order.state]}>{t(`order.state.${order.state}`)}</Badge>
          <Badge tone={PAYMENT_TONES[order.paymentStatus]}>
            {t(`order.payment.${order.paymentStatus}`)}
          </Badge>
        </span>
        <span className="mt-1 block truncate text-ink-soft text-sm tabular-nums">
          {dayAndClock(order.placedAt)} ·{' '}
          {t('orders.dishes', { count: dishes.reduce((sum, line) => sum + line.quantity, 0) })}
          {' · '}
          {order.number.slice(-6)}
        </span>
      </span>
      <span className="font-semibold tabular-nums">{sumOf(order.owedCents)}</span>
    </button>
  )
}

function OrderPanel({ orderId, onClose }: { orderId: number; onClose: () => void }) {
  const t = useTranslations('staff.orders')
  const { dayAndClock } = useTimes()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const found = useQuery(trpc.ordering.one.queryOptions({ storeId, orderId }))
  const order = found.data
  return (
    <SidePanel
      title={order ? order.tableName || t('noTable') : t('detail')}
      subtitle={order && `${order.number} · ${dayAndClock(order.placedAt)}`}
      onClose={onClose}
    >
      {found.isPending && <Loading />}
      {found.isError && !found.data && (
        <Failed error={found.error} onRetry={() => found.refetch()} />
      )}
      {order && <OrderCard order={order} />}
    </SidePanel>
  )
}
