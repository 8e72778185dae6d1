// Points for something: how many and for what. A retry sends the same key, so points are taken once.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Gift } from 'lucide-react'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import type { MemberCard } from './shapes'

export function RedeemPoints({ member }: { member: MemberCard }) {
  const t = useTranslations('members')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [points, setPoints] = useState('')
  const [reason, setReason] = useState('')
  const key = useRef(newKey())
  const redeem = useMutation(
    trpc.membership.redeem.mutationOptions({
      onSuccess: (redeemed) => {
        toast.success(t('redeem.done', { points: redeemed.redeemedPoints }))
        setPoints('')
        setReason('')
        key.current = newKey()
      },
      onSettled: () => queryClient.invalidateQueries(trpc.membership.pathFilter()),
    }),
  )
  const change = (set: (text: string) => void) => (text: string) => {
    key.current = newKey()
    redeem.reset()
    set(text)
  }
  const wanted = /^\d{1,8}$/.test(points) ? Number(points) : 0
  return (
    <form
      className="space-y-3 rounded-3xl border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault()
        redeem.mutate({
          storeId,
          memberId: member.id,
          points: wanted,
          reason: reason.trim(),
          key: key.current,
        })
      }}
    >
      <h3 className="font-semibold">{t('redeem.title')}</h3>
      <div className="flex flex-wrap items-end gap-2">
        <label className="w-28 space-y-1.5">
          <span className="block font-medium text-sm">{t('redeem.points')}</span>
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={points}
            className="tabular-nums"
            onChange={(event) => change(setPoints)(event.target.value)}
          />
        </label>
        <label className="min-w-40 flex-1 space-y-1.5">
          <span className="block font-medium text-sm">{t('redeem.reason')}</span>
          <Input
            value={reason}
            maxLength={100}
            autoComplete="off"
            placeholder={t('redeem.placeholder')}
            onChange={(event) => change(setReason)(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={wanted < 1 || reason.trim() === '' || redeem.isPending}>
          <Gift aria-hidden /> {t('redeem.do')}
        </Button>
      </div>
      {redeem.isError && (
        <p role="alert" className="text-danger text-sm">
          {isUnanswered(redeem.error) ? t('unanswered') : redeem.error.message}
        </p>
      )}
    </form>
  )
}
