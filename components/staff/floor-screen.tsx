'use client'
// The floor on a tablet or phone: what needs a person, every table as it is now, and one table
// opened beside them.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { StaffShell } from '@/components/desk/staff-shell'
import { useNow } from '@/components/desk/use-now'
import { useOpened } from '@/components/desk/use-opened'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { FloorBoard } from './floor-board'
import { NeedsStrip } from './needs-strip'
import { TablePanel } from './table-panel'
import { needsOfFloor } from './types'

export function FloorScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <FloorOfStore />
      </StaffShell>
    </DeskProvider>
  )
}

function FloorOfStore() {
  const t = useTranslations('staff')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const floor = useQuery(trpc.service.floor.queryOptions({ storeId }))
  const now = useNow()
  const [tableId, openTable] = useOpened('table')

  if (!floor.data) {
    if (floor.isError) return <Failed error={floor.error} onRetry={() => floor.refetch()} />
    return <Loading />
  }
  const opened = floor.data.areas
    .flatMap((area) => area.tables)
    .find((table) => table.id === tableId)
  return (
    <div className="flex items-start gap-5">
      <div className="min-w-0 flex-1 space-y-6">
        <h1 className="sr-only">{t('floor.title')}</h1>
        <NeedsStrip needs={needsOfFloor(floor.data)} now={now} onLook={openTable} />
        <FloorBoard floor={floor.data} now={now} openTableId={tableId} onOpen={openTable} />
      </div>
      {opened && (
        <TablePanel
          key={opened.id}
          tableId={opened.id}
          tableName={opened.name}
          now={now}
          onClose={() => openTable(null)}
        />
      )}
    </div>
  )
}
