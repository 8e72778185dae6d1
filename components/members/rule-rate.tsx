// How many points a yuan earns from now on.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { setPointsRate } from '@/forms/membership'
import { useRule } from './use-rule'

export function RuleRate({ seen }: { seen: number }) {
  const t = useTranslations('members.rules')
  const { storeId } = useDesk()
  const { priceOf } = useMoney()
  const form = useForm({
    schema: setPointsRate,
    typed: { pointsPerYuan: String(seen) },
    read: ({ pointsPerYuan }) => ({ pointsPerYuan: numberIn(pointsPerYuan) }),
  })
  const save = useRule((server) => server.membership.setPointsRate.mutate)
  return (
    <form
      noValidate
      className="space-y-3 rounded-2xl border border-line bg-surface p-4"
      onSubmit={form.send((request) => save.run({ storeId, ...request, seen }))}
    >
      <Field
        label={t('rate', { sum: priceOf(100) })}
        hint={t('rateHint')}
        error={form.wrong('pointsPerYuan')}
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          className="w-24! text-center tabular-nums"
          {...form.of('pointsPerYuan')}
        />
      </Field>
      <Button type="submit" disabled={save.isBusy} aria-label={t('keepRate')}>
        {t('keep')}
      </Button>
    </form>
  )
}
