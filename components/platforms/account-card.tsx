// One account: whom it pays, which keys the server has, whether it takes money now.

import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useCommand } from '@/components/wire/use-command'
import type { AccountView } from '@/server/platforms/read-accounts'
import { AccountDialog } from './account-dialog'

export function AccountCard({ account }: { account: AccountView }) {
  const t = useTranslations('staff')
  const nameOf = useTranslations('methods')
  const { storeId } = useDesk()
  const [asks, setAsks] = useState<'change' | 'archive' | null>(null)
  const { id: accountId, isEnabled } = account
  const request = { storeId, accountId }
  const test = useCommand((server) => server.platforms.accounts.test.mutate, {
    stale: ['platforms.accounts'],
    said: t('accounts.works'),
  })
  const enable = useCommand((server) => server.platforms.accounts.enable.mutate, {
    stale: ['platforms.accounts'],
  })
  const archive = useCommand((server) => server.platforms.accounts.archive.mutate, {
    stale: ['platforms.accounts'],
  })
  const name = `${nameOf(`${account.method}.account`)} ${account.merchant}`
  return (
    <article aria-label={name} className="space-y-4 rounded-2xl border border-line bg-surface p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 break-all font-semibold">{name}</h2>
        {account.isTest && <Badge tone="warning">{t('accounts.testMode')}</Badge>}
        <Badge tone={isEnabled ? 'success' : 'neutral'}>
          {t(isEnabled ? 'accounts.on' : 'accounts.off')}
        </Badge>
      </header>
      <ul aria-label={t('accounts.secrets')} className="space-y-1 text-sm">
        {account.secrets.map((secret) => (
          <li key={secret.name} className="flex items-center gap-2">
            {secret.isPresent ? (
              <Check aria-hidden className="size-4 text-success" />
            ) : (
              <X aria-hidden className="size-4 text-danger" />
            )}
            <code className="break-all">{secret.name}</code>
            <span className="text-ink-soft">
              {t(secret.isPresent ? 'accounts.present' : 'accounts.missing')}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-ink-soft text-sm">
        {t('accounts.callback')} <code className="break-all">{account.callbackUrl}</code>
      </p>
      {account.payDirectory && (
        <p className="text-ink-soft text-sm">
          {t('accounts.payDirectory')} <code className="break-all">{account.payDirectory}</code>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={enable.isBusy}
          onClick={() => enable.run({ ...request, isEnabled: !isEnabled })}
        >
          {t(isEnabled ? 'accounts.disable' : 'accounts.enable')}
        </Button>
        <Button variant="outline" disabled={test.isBusy} onClick={() => test.run(request)}>
          {t('accounts.test')}
        </Button>
        <Button variant="ghost" onClick={() => setAsks('change')}>
          {t('accounts.change')}
        </Button>
        <Button variant="ghost" onClick={() => setAsks('archive')}>
          {t('accounts.archive')}
        </Button>
      </div>
      {asks === 'change' && <AccountDialog account={account} onClose={() => setAsks(null)} />}
      <ConfirmDialog
        isOpen={asks === 'archive'}
        onClose={() => setAsks(null)}
        title={t('accounts.archiveTitle', { name })}
        text={t('accounts.archiveHint')}
        action={t('accounts.archive')}
        onConfirm={() => archive.ask(request)}
      />
    </article>
  )
}
