// Points for something: how many and for what. A retry sends the same key, so points are taken
// once.

import { Gift } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import type { MemberCard } from '@/components/membership/types'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useKeyedCommand } from '@/components/wire/use-command'
import { redeem } from '@/forms/membership'

export function RedeemPoints({ member }: { member: MemberCard }) {
  const t = useTranslations('members')
  const { storeId } = useDesk()
  const form = useForm({
    schema: redeem,
    typed: { points: '', reason: '' },
    read: ({ points, reason }) => ({ points: numberIn(points), reason }),
    rule: ({ reason }) => (reason === '' ? { reason: t('redeem.why') } : {}),
  })
  const take = useKeyedCommand((server) => server.membership.redeem.mutate, {
    stale: ['membership'],
    said: ({ redeemedPoints }) => t('redeem.done', { points: redeemedPoints }),
    isToldHere: true,
    onDone: () => form.reset(),
  })
  return (
    <form
      noValidate
      className="space-y-3 rounded-3xl border border-line bg-surface p-5"
      onChange={take.trouble ? take.forget : undefined}
      onSubmit={form.send((request) => take.run({ storeId, memberId: member.id, ...request }))}
    >
      <h3 className="font-semibold">{t('redeem.title')}</h3>
      <div className="flex flex-wrap items-start gap-2">
        <Field label={t('redeem.points')} error={form.wrong('points')} className="w-28">
          <Input
            inputMode="numeric"
            autoComplete="off"
            className="tabular-nums"
            {...form.of('points')}
          />
        </Field>
        <Field label={t('redeem.reason')} error={form.wrong('reason')} className="min-w-40 flex-1">
          <Input autoComplete="off" placeholder={t('redeem.placeholder')} {...form.of('reason')} />
        </Field>
        <Button type="submit" className="sm:mt-6.5" disabled={take.isBusy}>
          <Gift aria-hidden /> {t('redeem.do')}
        </Button>
      </div>
      {take.trouble && (
        <p role="alert" className="text-danger text-sm">
          {take.trouble}
        </p>
      )}
    </form>
  )
}
