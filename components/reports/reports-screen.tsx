'use client'
// The manager's evening: what the days brought, figure by figure. It moves by itself when something
// is ordered or paid.

import { Scale } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { StaffShell } from '@/components/desk/staff-shell'
import { Button } from '@/components/ui/button'
import { DailyTrend } from './daily-trend'
import { DishRanking } from './dish-ranking'
import { Exceptions } from './exceptions'
import { Headline } from './headline'
import { HourlySales } from './hourly-sales'
import { LeftOpen } from './left-open'
import { OrderStates } from './order-states'
import { PaymentMethods } from './payment-methods'
import { type PeriodChoice, PeriodPicker } from './period-picker'
import { TopOrders } from './top-orders'
import { useHeadline } from './use-report'

export function ReportsScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <Reports />
      </StaffShell>
    </DeskProvider>
  )
}

function Reports() {
  const t = useTranslations('reports')
  const { storeId } = useDesk()
  const [choice, setChoice] = useState<PeriodChoice>({ period: 'today' })
  const { data } = useHeadline(choice)
  return (
    <div className="mx-auto max-w-[96rem] space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex items-center gap-3">
          <h1 className="font-semibold text-2xl">{t('title')}</h1>
          <Button
            variant="outline"
            render={<Link href={`/reports/reconcile?store=${storeId}`} prefetch={false} />}
          >
            <Scale aria-hidden className="size-4" />
            {t('reconcile')}
          </Button>
        </div>
        <PeriodPicker
          choice={choice}
          shown={data && { fromDay: data.now.start_date, toDay: data.now.end_date }}
          onChange={setChoice}
        />
      </div>
      <Headline choice={choice} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-3">
        <DailyTrend choice={choice} className="lg:col-span-2" />
        <PaymentMethods choice={choice} />
        <HourlySales choice={choice} className="lg:col-span-2" />
        <OrderStates choice={choice} />
        <DishRanking choice={choice} className="lg:col-span-2" />
        <TopOrders choice={choice} />
        <Exceptions choice={choice} className="lg:col-span-3" />
        <LeftOpen choice={choice} className="lg:col-span-3" />
      </div>
    </div>
  )
}
