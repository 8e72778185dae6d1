// Cash: what was given and what goes back. A retry sends the same key, so the drawer opens once.

import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { centsFromYuanText, yuanText } from '@/domain/money'
import type { SplitWish } from '@/domain/split'
import { useDesk } from './desk'
import { useAfterDeed } from './use-after-deed'

export type TakeProps = {
  orderId: number
  /** What is shown as due: another amount is asked about, never taken. */
  dueCents: number
  split: SplitWish
  /** The guest's call for cash that is answered. */
  callId: number | null
  onDone: () => void
}

export function TakeCash({ orderId, dueCents, split, callId, onDone }: TakeProps) {
  const t = useTranslations('staff.pay')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [given, setGiven] = useState('')
  const key = useRef(newKey())
  const take = useMutation(
    trpc.payment.takeCash.mutationOptions({
      ...useAfterDeed(),
      onSuccess: ({ changeCents }) => {
        toast.success(t('taken', { change: yuanText(changeCents) }))
        onDone()
      },
    }),
  )
  const givenCents = given.trim() === '' ? dueCents : centsFromYuanText(given)
  const changeCents = (givenCents ?? 0) - dueCents

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        take.mutate({
          storeId,
          orderId,
          split,
          callId,
          amountCents: dueCents,
          givenCents,
          key: key.current,
        })
      }}
    >
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('given')}</span>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={given}
          placeholder={yuanText(dueCents)}
          aria-invalid={givenCents === null}
          className="h-14! text-right text-2xl! tabular-nums"
          onChange={(event) => setGiven(event.target.value)}
        />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" onClick={() => setGiven(yuanText(dueCents))}>
          {t('exact')}
        </Button>
        {notesAbove(dueCents).map((cents) => (
          <Button key={cents} variant="outline" onClick={() => setGiven(yuanText(cents))}>
            ¥{cents / 100}
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
              ¥{yuanText(Math.abs(changeCents))}
            </strong>
          </>
        )}
      </p>
      <Button
        type="submit"
        size="lg"
        className="w-full"
        disabled={take.isPending || givenCents === null || changeCents < 0}
      >
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
