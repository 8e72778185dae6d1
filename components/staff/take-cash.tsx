// Cash: what was given and what goes back. A retry sends the same key, so the drawer opens once.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useKeyedCommand } from '@/components/wire/use-command'
import type { SplitRequest } from '@/domain/split'
import { takeCash } from '@/forms/payment'

export type TakeProps = {
  orderId: number
  /** What is shown as due: another amount is asked about, never taken. */
  dueCents: number
  split: SplitRequest
  /** The guest's call for cash that is answered. */
  callId: number | null
  onDone: () => void
}

export function TakeCash({ orderId, dueCents, split, callId, onDone }: TakeProps) {
  const { sumOf, priceOf, textOf, centsOf, centsIn } = useMoney()
  const t = useTranslations('staff.pay')
  const { storeId } = useDesk()
  const form = useForm({
    schema: takeCash,
    typed: { givenCents: '' },
    read: (typed) => ({
      givenCents: typed.givenCents.trim() === '' ? dueCents : centsIn(typed.givenCents),
    }),
    rule: (request) =>
      (request.givenCents ?? dueCents) < dueCents ? { givenCents: t('tooLittle') } : {},
  })
  const take = useKeyedCommand((server) => server.payment.takeCash.mutate, {
    stale: AT_A_TABLE,
    said: ({ changeCents }) => t('taken', { change: sumOf(changeCents) }),
    onDone,
  })
  const given = form.typed.givenCents
  const givenCents = given.trim() === '' ? dueCents : centsOf(given)
  const changeCents = (givenCents ?? 0) - dueCents

  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.send((request) =>
        take.run({ storeId, orderId, split, callId, amountCents: dueCents, ...request }),
      )}
    >
      <Field label={t('given')} error={form.wrong('givenCents')}>
        <Input
          inputMode="decimal"
          autoComplete="off"
          placeholder={textOf(dueCents)}
          className="h-14! text-right text-2xl! tabular-nums"
          {...form.of('givenCents')}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" onClick={() => form.change('givenCents', textOf(dueCents))}>
          {t('exact')}
        </Button>
        {notesAbove(dueCents).map((cents) => (
          <Button
            key={cents}
            variant="outline"
            onClick={() => form.change('givenCents', textOf(cents))}
          >
            {priceOf(cents)}
          </Button>
        ))}
      </div>
      <p role="status" className="flex items-baseline justify-between border-line border-t pt-3">
        {givenCents === null ? (
          <span className="text-danger text-sm">{t('invalid')}</span>
        ) : (
          <>
            <span>{changeCents < 0 ? t('missing') : t('change')}</span>
            <strong className={cn('text-2xl tabular-nums', changeCents < 0 && 'text-danger')}>
              {sumOf(Math.abs(changeCents))}
            </strong>
          </>
        )}
      </p>
      <Button type="submit" size="lg" className="w-full" disabled={take.isBusy}>
        {t('takeCash')}
      </Button>
    </form>
  )
}

/** What people hand over for an amount: the next ten, fifty and hundred above it. */
function notesAbove(dueCents: number): number[] {
  const next = [1_000, 5_000, 10_000].map((note) => Math.ceil(dueCents / note) * note)
  return [...new Set(next)].filter((cents) => cents > dueCents)
}
