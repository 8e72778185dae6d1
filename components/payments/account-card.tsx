// One account: whom it pays, which keys the server has, whether it takes money now.

import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/staff/confirm-dialog'
import { useDesk } from '@/components/staff/desk'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { AccountView } from '@/server/payment/read-accounts'
import { AccountDialog } from './account-dialog'
import { useAccountDeed } from './use-account-deed'

export function AccountCard({ account }: { account: AccountView }) {
  const t = useTranslations('staff')
  const { storeId } = useDesk()
  const [asks, setAsks] = useState<'change' | 'archive' | null>(null)
  const { id: accountId, isEnabled } = account
  const wish = { storeId, accountId }
  const test = useAccountDeed((accounts) => accounts.test.mutate(wish))
  const enable = useAccountDeed((accounts) =>
    accounts.enable.mutate({ ...wish, isEnabled: !isEnabled }),
  )
  const archive = useAccountDeed((accounts) => accounts.archive.mutate(wish))
  const name = `${t(`accounts.method.${account.method}`)} ${account.merchant}`
  return (
    <article aria-label={name} className="space-y-4 rounded-2xl border border-line bg-surface p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 break-all font-semibold">{name}</h2>
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
        <Button disabled={enable.isBusy} onClick={() => enable.run()}>
          {t(isEnabled ? 'accounts.disable' : 'accounts.enable')}
        </Button>
        <Button
          variant="outline"
          disabled={test.isBusy}
          onClick={() => test.run(() => toast.success(t('accounts.works')))}
        >
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
        onConfirm={archive.ask}
      />
    </article>
  )
}
