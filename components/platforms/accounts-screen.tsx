'use client'
// Where the store's money goes: its accounts at the payment platforms, each tried and switched on
// here. Keys are never shown.

import { useQuery } from '@tanstack/react-query'
import { Landmark, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useTRPC } from '@/components/wire/trpc'
import { AccountCard } from './account-card'
import { AccountDialog } from './account-dialog'

export function AccountsScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <AccountsOfStore />
      </SettingsShell>
    </DeskProvider>
  )
}

function AccountsOfStore() {
  const t = useTranslations('staff')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data, isError, refetch } = useQuery(
    trpc.platforms.accounts.read.queryOptions({ storeId }),
  )
  const [isAdding, setIsAdding] = useState(false)
  const add = (
    <Button variant={data?.length === 0 ? 'primary' : 'outline'} onClick={() => setIsAdding(true)}>
      <Plus aria-hidden /> {t('accounts.add')}
    </Button>
  )
  return (
    <div className="mx-auto max-w-3xl space-y-5">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="font-semibold text-2xl">{tPlace('payments.title')}</h1>
        {data?.length !== 0 && add}
      </header>
      <p className="text-ink-soft text-sm">{t('accounts.hint')}</p>
      {isError && (
        <div role="alert" className="space-y-3">
          <p>{t('failed')}</p>
          <Button variant="outline" onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {data?.length === 0 && <Notice Icon={Landmark} title={t('accounts.none')} action={add} />}
      {data?.map((account) => (
        <AccountCard key={account.id} account={account} />
      ))}
      {isAdding && <AccountDialog account={null} onClose={() => setIsAdding(false)} />}
    </div>
  )
}
