'use client'
// What is dangerous about this house as it stands, on every page of its staff: one red line, and
// behind it each danger with what to do about it. It is there from the first paint and goes by
// itself once the danger is over.

import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ShieldAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import type { HouseWarning } from '@/domain/service'
import { useDesk } from './desk'

const ASK_AGAIN_MS = 60_000

/** @param isSeenByGuests then it does not say which danger it is */
export function WarningStrip({ isSeenByGuests = false }: { isSeenByGuests?: boolean }) {
  const { storeId, warnings } = useDesk()
  return <WarningsOf storeId={storeId} atFirst={warnings} isSeenByGuests={isSeenByGuests} />
}

/** The same for a page without a desk. */
export function WarningsOf({
  storeId,
  atFirst,
  isSeenByGuests = false,
}: {
  storeId: number
  atFirst: HouseWarning[]
  isSeenByGuests?: boolean
}) {
  const t = useTranslations('staff.warning')
  const trpc = useTRPC()
  const { data: warnings } = useQuery(
    trpc.service.warnings.queryOptions(
      { storeId },
      { initialData: atFirst, refetchInterval: ASK_AGAIN_MS },
    ),
  )
  if (warnings.length === 0) return null
  if (isSeenByGuests) {
    return (
      <p className="flex items-center gap-2 bg-danger px-4 py-1 text-on-fill text-sm">
        <ShieldAlert aria-hidden className="size-4 shrink-0" />
        {t('elsewhere')}
      </p>
    )
  }
  return (
    <details className="group bg-danger text-on-fill text-sm" data-warnings={warnings.length}>
      <summary className="mx-auto flex min-h-11 max-w-[120rem] cursor-pointer list-none items-center gap-2 px-4 font-semibold [&::-webkit-details-marker]:hidden">
        <ShieldAlert aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate">
          <span className="sr-only">{t('title')}: </span>
          {warnings.map(({ code }) => t(`${code}.short`)).join(' · ')}
        </span>
        <span className="flex shrink-0 items-center gap-1 underline underline-offset-2">
          {t('howTo')}
          <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        </span>
      </summary>
      <ul className="mx-auto grid max-h-[40dvh] max-w-[120rem] gap-2 overflow-y-auto px-4 pb-3">
        {warnings.map(({ code, details }) => (
          <li key={code} className="select-text break-words">
            {t(`${code}.what`, details)}
          </li>
        ))}
      </ul>
    </details>
  )
}
