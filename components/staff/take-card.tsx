// A card at the terminal: the amount is typed there, the reference of its slip here.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { AT_A_TABLE } from '@/components/wire/stale'
import { refusalIn } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import { takeCard } from '@/forms/payment'
import type { TakeProps } from './take-cash'

export function TakeCard({ orderId, dueCents, split, callId, onDone }: TakeProps) {
  const t = useTranslations('staff.pay')
  const { storeId } = useDesk()
  const form = useForm({
    schema: takeCard,
    typed: { reference: '' },
    read: ({ reference }) => ({ reference: reference.trim() }),
    says: { reference: t('referenceRule') },
  })
  /** The reference of a slip that was taken before, and what the house says about it. */
  const [doubt, setDoubt] = useState<{ reference: string; says: string } | null>(null)
  const take = useKeyedCommand((server) => server.payment.takeCard.mutate, {
    stale: AT_A_TABLE,
    said: t('cardTaken'),
    onDone,
    onTrouble: (error) => {
      const isDoubted = refusalIn(error)?.code === 'card.slip-used'
      setDoubt(isDoubted ? { reference: form.typed.reference.trim(), says: error.message } : null)
      return isDoubted
    },
  })
  const isDoubted = doubt !== null && doubt.reference === form.typed.reference.trim()
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.send((request) =>
        take.run({
          storeId,
          orderId,
          split,
          callId,
          amountCents: dueCents,
          isAnotherSlip: isDoubted,
          ...request,
        }),
      )}
    >
      <Field label={t('reference')} hint={t('referenceHint')} error={form.wrong('reference')}>
        <Input autoComplete="off" {...form.of('reference')} />
      </Field>
      {isDoubted && (
        <p role="alert" className="rounded-xl bg-warning-soft p-3 text-sm text-warning">
          {doubt.says}
        </p>
      )}
      <Button type="submit" size="lg" className="w-full" disabled={take.isBusy}>
        {isDoubted ? t('slipAgain') : t('takeCard')}
      </Button>
    </form>
  )
}
