// Joins by phone: a code is sent to it, and the code proves whose it is. Whoever is new says their name and agrees, with the
// same code. Nothing is said of a number before it is proved.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { isUnanswered, refusalIn, useTRPC } from '@/components/wire/trpc'

export function JoinMember({ code }: { code: string }) {
  const t = useTranslations('pay.member')
  const trpc = useTRPC()
  const fieldId = useId()
  const [phone, setPhone] = useState('')
  const wait = useWait()
  const send = useMutation(
    trpc.membership.sendCode.mutationOptions({
      onSuccess: ({ againSeconds }) => wait.start(againSeconds),
    }),
  )
  const isSent = send.isSuccess
  return (
    <div className="space-y-4">
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate({ code, phone })
        }}
      >
        <label htmlFor={`${fieldId}-phone`} className="block font-medium text-sm">
          {t('phone')}
        </label>
        <div className="flex gap-2">
          <Input
            id={`${fieldId}-phone`}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            required
            maxLength={32}
            value={phone}
            placeholder="138 0000 0000"
            aria-describedby={`${fieldId}-trouble`}
            onChange={(event) => {
              setPhone(event.target.value)
              send.reset()
              wait.start(0)
            }}
          />
          <Button
            type="submit"
            variant={isSent ? 'outline' : 'primary'}
            className="shrink-0"
            disabled={send.isPending || wait.seconds > 0}
          >
            {wait.seconds > 0
              ? t('sendAgainIn', { seconds: wait.seconds })
              : t(isSent ? 'sendAgain' : 'send')}
          </Button>
        </div>
        <p id={`${fieldId}-trouble`} role="status" className="text-danger text-sm empty:hidden">
          {send.error && (isUnanswered(send.error) ? t('unanswered') : send.error.message)}
        </p>
      </form>
      {isSent && <ProvePhone code={code} phone={phone} />}
    </div>
  )
}

function ProvePhone({ code, phone }: { code: string; phone: string }) {
  const t = useTranslations('pay.member')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const fieldId = useId()
  const [digits, setDigits] = useState('')
  const [name, setName] = useState('')
  const [hasConsented, setConsented] = useState(false)
  const [isNew, setNew] = useState(false)
  const attach = useMutation(
    trpc.payment.attachMember.mutationOptions({
      onSuccess: async (card) => {
        queryClient.setQueryData(trpc.membership.mine.queryKey({ code }), card)
        await Promise.all([
          queryClient.invalidateQueries(trpc.payment.bill.pathFilter()),
          queryClient.invalidateQueries(trpc.ordering.pathFilter()),
        ])
      },
      onError: (error) => {
        if (refusalIn(error)?.code === 'member.unknown') setNew(true)
      },
    }),
  )
  const isUnknown = refusalIn(attach.error)?.code === 'member.unknown'
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        attach.mutate({ code, phone, digits, name, hasConsented })
      }}
    >
      <p className="text-ink-soft text-sm">{t('sent')}</p>
      <div className="space-y-1.5">
        <label htmlFor={`${fieldId}-digits`} className="block font-medium text-sm">
          {t('digits')}
        </label>
        <Input
          id={`${fieldId}-digits`}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          pattern="\d{6}"
          maxLength={6}
          value={digits}
          className="text-center text-xl tabular-nums tracking-[0.4em]"
          aria-describedby={`${fieldId}-trouble`}
          onChange={(event) => {
            setDigits(event.target.value.normalize('NFKC').replace(/\D/g, ''))
            attach.reset()
          }}
        />
      </div>
      {isNew && (
        <>
          <p className="font-medium text-sm">{t('isNew')}</p>
          <div className="space-y-1.5">
            <label htmlFor={`${fieldId}-name`} className="block font-medium text-sm">
              {t('name')}
            </label>
            <Input
              id={`${fieldId}-name`}
              autoComplete="name"
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <label className="flex min-h-11 items-start gap-3 text-sm">
            <input
              type="checkbox"
              required
              checked={hasConsented}
              onChange={(event) => setConsented(event.target.checked)}
              className="mt-0.5 size-5 shrink-0 accent-primary"
            />
            <span className="text-ink-soft">{t('consent')}</span>
          </label>
        </>
      )}
      <p id={`${fieldId}-trouble`} role="status" className="text-danger text-sm empty:hidden">
        {attach.error &&
          !isUnknown &&
          (isUnanswered(attach.error) ? t('unanswered') : attach.error.message)}
      </p>
      <Button type="submit" className="w-full" disabled={attach.isPending || digits.length !== 6}>
        {isNew ? t('doJoin') : t('doProve')}
      </Button>
    </form>
  )
}

/** Seconds until a code may be asked for again, counted down. */
function useWait(): { seconds: number; start: (seconds: number) => void } {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (seconds <= 0) return
    const timer = setTimeout(() => setSeconds(seconds - 1), 1_000)
    return () => clearTimeout(timer)
  }, [seconds])
  return { seconds, start: setSeconds }
}
