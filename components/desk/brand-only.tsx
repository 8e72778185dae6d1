// What belongs to the whole brand: read-only for who may not change it, with the sentence who may.

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import { useTRPC } from '@/components/wire/trpc'
import { useDesk } from './desk'

export function BrandOnly({ children }: { children: ReactNode }) {
  const { storeRole } = useDesk()
  if (storeRole.hasBrand) return children
  return (
    <>
      <BrandSentence />
      {/* As wide as what is in it asks for: a fieldset would be wider by itself. */}
      <fieldset disabled className="min-w-0 space-y-8">
        {children}
      </fieldset>
    </>
  )
}

/** Who may change it. */
export function BrandSentence() {
  const t = useTranslations('staff.brand')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.stores.brand.queryOptions({ storeId }))
  return (
    <Alert tone="info">
      {t('byOthers', { people: data ? data.people.join(t('and')) : 'none' })}
    </Alert>
  )
}
