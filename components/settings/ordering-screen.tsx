'use client'
// How orders come in: paid before or after, confirmed by a person or by themselves, and whether
// they come in just now.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { PartForm } from '@/components/desk/part-form'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { Segmented } from '@/components/ui/segmented'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { ORDER_MODES } from '@/domain/house'
import { setOrdering } from '@/forms/house'
import type { AppRouter } from '@/server/router'
import { NowCard } from './now-card'
import { FormCard, Read, SettingsPage } from './settings-page'

type Rules = inferRouterOutputs<AppRouter>['house']['ordering']

export function OrderingScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="ordering">
      <NowCard />
      <Ordering key={desk.storeRole.storeId} />
    </SettingsPage>
  )
}

function Ordering() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const rules = useQuery(trpc.house.ordering.queryOptions({ storeId }))
  return (
    <Read query={rules}>
      {(fresh) => (
        <PartForm fresh={fresh}>
          {(part, onKept) => <OrderingForm part={part} onKept={onKept} />}
        </PartForm>
      )}
    </Read>
  )
}

function OrderingForm({ part, onKept }: { part: Rules; onKept: (kept: Rules) => void }) {
  const t = useTranslations('settings.ordering')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { version, ...kept } = part
  const form = useForm({ schema: setOrdering, typed: kept, read: (typed) => typed })
  const save = useCommand((server) => server.house.setOrdering.mutate, {
    said: t('saved'),
    isToldHere: true,
    onDone: (answer) => {
      queryClient.setQueryData(trpc.house.ordering.queryKey({ storeId }), answer)
      onKept(answer)
    },
  })
  return (
    <FormCard
      trouble={save.trouble ?? form.trouble}
      isBusy={save.isBusy}
      onSubmit={form.send((request) => save.run({ storeId, ...request, version }))}
    >
      <Segmented
        label={t('mode')}
        isLabelShown
        choices={ORDER_MODES.map((mode) => ({ value: mode, text: t(`modes.${mode}.name`) }))}
        value={form.typed.orderMode}
        onChange={(mode) => form.change('orderMode', mode)}
      />
      <p className="text-ink-soft text-sm">{t(`modes.${form.typed.orderMode}.hint`)}</p>
      <p className="text-ink-soft text-sm">{t('modeLasts')}</p>
      <Checkbox hint={t('autoHint')} {...form.of('isAutoConfirming')}>
        {t('auto')}
      </Checkbox>
    </FormCard>
  )
}
