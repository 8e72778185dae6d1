// Writes an account down: which platform, which merchant, what else its platform wants, and under
// which name its keys are.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useCommand } from '@/components/wire/use-command'
import { ONLINE_METHODS, type OnlineMethod } from '@/domain/methods'
import { save as saveAccount } from '@/forms/platforms/accounts'
import type { AccountView } from '@/server/platforms/read-accounts'

/**
 * What a platform wants of an account: texts, a yes or no beside them, and how its keys are usually
 * called.
 */
const WANTED = {
  wechat: {
    fields: ['appId', 'certificateSerial', 'publicKeyId'],
    choice: 'isOfficialAccount',
    keys: 'WECHAT_MAIN',
  },
  alipay: { fields: ['sellerId'], choice: null, keys: 'ALIPAY_MAIN' },
  credit_card: { fields: [], choice: 'isLive', keys: 'STRIPE_MAIN' },
} as const satisfies Record<OnlineMethod, object>

export function AccountDialog({
  account,
  onClose,
}: {
  /** Null = a new one; of one that is there the platform and merchant stay. */
  account: AccountView | null
  onClose: () => void
}) {
  const t = useTranslations('staff.accounts')
  const nameOf = useTranslations('methods')
  const { storeId } = useDesk()
  const form = useForm({
    schema: saveAccount,
    typed: {
      method: account?.method ?? 'wechat',
      merchant: account?.merchant ?? '',
      settings: (account?.settings ?? {}) as Record<string, string | boolean>,
      secretName: account?.secretName ?? WANTED.wechat.keys,
    },
    read: ({ method, merchant, settings, secretName }) => ({
      method,
      merchant: merchant.trim(),
      settings: settingsOf(method, settings),
      secretName: secretName.trim().toUpperCase(),
    }),
    says: { merchant: t('merchantRule'), secretName: t('secretNameRule') },
  })
  const { method } = form.typed
  const { fields, choice } = WANTED[method]
  const save = useCommand((server) => server.platforms.accounts.save.mutate, {
    stale: ['platforms.accounts'],
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(account ? 'change' : 'add')}
      text={t('dialogHint')}
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm((request) => save.ask({ storeId, ...request }))}
    >
      <Field label={t('platform')}>
        <Select
          disabled={account !== null}
          value={method}
          onChange={({ target }) => {
            const next = ONLINE_METHODS.find((each) => each === target.value) ?? 'wechat'
            form.change('method', next)
            form.change('secretName', WANTED[next].keys)
          }}
        >
          {ONLINE_METHODS.map((each) => (
            <option key={each} value={each}>
              {nameOf(`${each}.account`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={nameOf(`${method}.merchant`)} error={form.wrong('merchant')}>
        <Input readOnly={account !== null} autoComplete="off" {...form.of('merchant')} />
      </Field>
      {fields.map((name) => (
        <Field key={name} label={t(`field.${name}`)} error={form.wrong(`settings.${name}`)}>
          <Input autoComplete="off" {...form.of(`settings.${name}`)} />
        </Field>
      ))}
      {choice && (
        <Checkbox key={choice} {...form.of(`settings.${choice}`)}>
          {t(`field.${choice}`)}
        </Checkbox>
      )}
      <Field label={t('secretName')} error={form.wrong('secretName')}>
        <Input autoComplete="off" autoCapitalize="characters" {...form.of('secretName')} />
      </Field>
    </ConfirmDialog>
  )
}

/** Only what the platform wants, and of that only what is said. */
function settingsOf(
  method: OnlineMethod,
  typed: Readonly<Record<string, string | boolean | undefined>>,
): AccountView['settings'] {
  const { fields, choice } = WANTED[method]
  const said = fields
    .map((name) => [name, String(typed[name] ?? '').trim()] as const)
    .filter(([, value]) => value !== '')
  return { ...Object.fromEntries(said), ...(choice && { [choice]: typed[choice] === true }) }
}
