'use client'
// Where a manager sets what membership gives: points for a yuan, levels, coupon offers and rewards.

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { BrandOnly } from '@/components/desk/brand-only'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Button } from '@/components/ui/button'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { RuleLevels } from './rule-levels'
import { RuleOffers } from './rule-offers'
import { RuleRate } from './rule-rate'
import { RuleRewards } from './rule-rewards'

export function RulesScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <MemberRules />
      </SettingsShell>
    </DeskProvider>
  )
}

function MemberRules() {
  const t = useTranslations('members.rules')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const rules = useQuery(trpc.membership.rules.queryOptions({ storeId }))
  return (
    <div className="mx-auto max-w-3xl space-y-8 pb-10">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="min-w-48 flex-1 font-semibold text-2xl">{tPlace('members.title')}</h1>
        <Button variant="outline" render={<Link href={`/staff/members?store=${storeId}`} />}>
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </Button>
      </header>
      {!rules.data &&
        (rules.isError ? (
          <Failed error={rules.error} onRetry={() => void rules.refetch()} />
        ) : (
          <Loading />
        ))}
      {rules.data && (
        <BrandOnly>
          <RuleRate key={rules.data.pointsPerYuan} seen={rules.data.pointsPerYuan} />
          <RuleLevels key={JSON.stringify(rules.data.levels)} seen={rules.data.levels} />
          <RuleOffers rules={rules.data} />
          <RuleRewards rules={rules.data} />
        </BrandOnly>
      )}
    </div>
  )
}
