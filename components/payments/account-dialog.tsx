// Writes an account down: which platform, which merchant, what else its platform wants, and under which name its keys are.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/staff/confirm-dialog'
import { useDesk } from '@/components/staff/desk'
import { Input } from '@/components/ui/input'
import type { AccountView } from '@/server/payment/read-accounts'
import { useAccountDeed } from './use-account-deed'

const FIELDS = {
  wechat: ['appId', 'certificateSerial', 'publicKeyId'],
  alipay: ['sellerId'],
  credit_card: [],
} as const
/** A yes or no beside them. */
const CHOICES = { wechat: 'isOfficialAccount', alipay: null, credit_card: 'isLive' } as const
const NAMES = { wechat: 'WECHAT_MAIN', alipay: 'ALIPAY_MAIN', credit_card: 'STRIPE_MAIN' } as const
const METHODS = ['wechat', 'alipay', 'credit_card'] as const

export function AccountDialog({
  account,
  onClose,
}: {
  /** Null = a new one; of one that is there the platform and merchant stay. */
  account: AccountView | null
  onClose: () => void
}) {
  const t = useTranslations('staff.accounts')
  const { storeId } = useDesk()
  const [method, setMethod] = useState<AccountView['method']>(account?.method ?? 'wechat')
  const [merchant, setMerchant] = useState(account?.merchant ?? '')
  const [secretName, setSecretName] = useState<string>(account?.secretName ?? NAMES.wechat)
  const [settings, setSettings] = useState<AccountView['settings']>(account?.settings ?? {})
  const choice = CHOICES[method]
  const wanted: AccountView['settings'] = Object.fromEntries(
    FIELDS[method]
      .map((name) => [name, String(settings[name] ?? '').trim()] as const)
      .filter(([, value]) => value !== ''),
  )
  if (method === 'credit_card') wanted.isLive = settings.isLive === true
  if (method === 'wechat' && settings.isOfficialAccount) wanted.isOfficialAccount = true
  const save = useAccountDeed((accounts) =>
    accounts.save.mutate({
      storeId,
      method,
      merchant: merchant.trim(),
      settings: wanted,
      secretName: secretName.trim(),
    }),
  )
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(account ? 'change' : 'add')}
      text={t('dialogHint')}
      action={t('save')}
      variant="primary"
      isReady={merchant.trim().length >= 4 && secretName.trim().length >= 3}
      onConfirm={save.ask}
    >
      <label className="block space-y-1">
        <span className="font-medium text-sm">{t('platform')}</span>
        <select
          value={method}
          disabled={account !== null}
          onChange={({ target }) => {
            const next = METHODS.find((each) => each === target.value) ?? 'wechat'
            setMethod(next)
            setSecretName(NAMES[next])
            setSettings({})
          }}
          className="h-11 w-full rounded-xl border border-edge bg-surface px-3 text-base text-ink"
        >
          {METHODS.map((each) => (
            <option key={each} value={each}>
              {t(`method.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="block space-y-1">
        <span className="font-medium text-sm">{t(`merchant.${method}`)}</span>
        <Input
          value={merchant}
          maxLength={64}
          required
          disabled={account !== null}
          onChange={({ target }) => setMerchant(target.value)}
        />
      </label>
      {FIELDS[method].map((name) => (
        <label key={name} className="block space-y-1">
          <span className="font-medium text-sm">{t(`field.${name}`)}</span>
          <Input
            value={String(settings[name] ?? '')}
            maxLength={200}
            onChange={({ target }) => setSettings({ ...settings, [name]: target.value })}
          />
        </label>
      ))}
      {choice && (
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            checked={settings[choice] === true}
            onChange={({ target }) => setSettings({ ...settings, [choice]: target.checked })}
            className="size-6 shrink-0 accent-primary"
          />
          <span className="font-medium">{t(`field.${choice}`)}</span>
        </label>
      )}
      <label className="block space-y-1">
        <span className="font-medium text-sm">{t('secretName')}</span>
        <Input
          value={secretName}
          maxLength={40}
          required
          onChange={({ target }) => setSecretName(target.value.toUpperCase())}
        />
      </label>
    </ConfirmDialog>
  )
}
