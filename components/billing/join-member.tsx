// Joins by phone: a code is sent to it, and the code proves whose it is. Whoever is new says their
// name and agrees, with the same code. Nothing is said of a number before it is proved.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { readAgain } from '@/components/wire/stale'
import { refusalIn, useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

export function JoinMember({ code }: { code: string }) {
  const t = useTranslations('pay.member')
  const [phone, setPhone] = useState('')
  const wait = useWait()
  const send = useCommand((server) => server.membership.sendCode.mutate, {
    isToldHere: true,
    onDone: ({ againSeconds }) => wait.start(againSeconds),
  })
  const isSent = send.isDone
  return (
    <div className="space-y-4">
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault()
          send.run({ code, phone })
        }}
      >
        <Field label={t('phone')} error={send.trouble}>
          <div className="flex gap-2">
            <Input
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              required
              maxLength={32}
              value={phone}
              placeholder="138 0000 0000"
              onChange={(event) => {
                setPhone(event.target.value)
                send.forget()
                wait.start(0)
              }}
            />
            <Button
              type="submit"
              variant={isSent ? 'outline' : 'primary'}
              className="shrink-0"
              disabled={send.isBusy || wait.seconds > 0}
            >
              {wait.seconds > 0
                ? t('sendAgainIn', { seconds: wait.seconds })
                : t(isSent ? 'sendAgain' : 'send')}
            </Button>
          </div>
        </Field>
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
  const attach = useCommand((server) => server.billing.attachMember.mutate, {
    isToldHere: true,
    onDone: async (card) => {
      queryClient.setQueryData(trpc.membership.mine.queryKey({ code }), card)
      await readAgain(queryClient, ['billing.bill', 'ordering'])
    },
    onTrouble: (error) => {
      if (refusalIn(error)?.code === 'member.unknown') setNew(true)
    },
  })
  const isUnknown = refusalIn(attach.error)?.code === 'member.unknown'
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        attach.run({ code, phone, digits, name, hasConsented })
      }}
    >
      <p className="text-ink-soft text-sm">{t('sent')}</p>
      <Field label={t('digits')}>
        <Input
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
            attach.forget()
          }}
        />
      </Field>
      {isNew && (
        <>
          <p className="font-medium text-sm">{t('isNew')}</p>
          <Field label={t('name')}>
            <Input
              autoComplete="name"
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Checkbox
            required
            checked={hasConsented}
            onChange={(event) => setConsented(event.target.checked)}
          >
            {t('consent')}
          </Checkbox>
        </>
      )}
      <p id={`${fieldId}-trouble`} role="status" className="text-danger text-sm empty:hidden">
        {!isUnknown && attach.trouble}
      </p>
      <Button type="submit" className="w-full" disabled={attach.isBusy || digits.length !== 6}>
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
