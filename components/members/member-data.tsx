// What who manages members may do with a member's data: see the whole number (written down), take the data out, erase them.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { saveAsJson } from '@/components/member/save-as-json'
import { ConfirmDialog } from '@/components/staff/confirm-dialog'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'

export function MemberData({ memberId, onErased }: { memberId: number; onErased: () => void }) {
  const t = useTranslations('members')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [isErasing, setErasing] = useState(false)
  const [typedTail, setTypedTail] = useState('')
  const onError = (error: { message: string }) => {
    toast.error(isUnanswered(error) ? t('unanswered') : error.message)
  }
  const reveal = useMutation(trpc.membership.revealPhone.mutationOptions({ onError }))
  const take = useMutation(
    trpc.membership.exportMember.mutationOptions({
      onSuccess: (data) => saveAsJson(`member-${memberId}.json`, data),
      onError,
    }),
  )
  const erase = useMutation(trpc.membership.eraseMember.mutationOptions())
  const wish = { storeId, memberId }
  return (
    <section aria-labelledby="member-data-title" className="space-y-3">
      <h3 id="member-data-title" className="font-semibold">
        {t('data.title')}
      </h3>
      <div className="flex flex-wrap items-center gap-2">
        {reveal.data ? (
          <p className="px-3 font-medium text-lg tabular-nums">{reveal.data.phone}</p>
        ) : (
          <Button variant="outline" disabled={reveal.isPending} onClick={() => reveal.mutate(wish)}>
            {t('data.reveal')}
          </Button>
        )}
        <Button variant="outline" disabled={take.isPending} onClick={() => take.mutate(wish)}>
          {t('data.export')}
        </Button>
        <Button variant="outline" className="text-danger!" onClick={() => setErasing(true)}>
          {t('data.erase')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isErasing}
        onClose={() => setErasing(false)}
        title={t('data.erase')}
        text={t('data.eraseText')}
        action={t('data.doErase')}
        isReady={typedTail.length === 4}
        onConfirm={async () => {
          await erase.mutateAsync({ ...wish, typedTail })
          toast.success(t('data.erased'))
          onErased()
          await queryClient.invalidateQueries(trpc.membership.levels.pathFilter())
        }}
      >
        <label className="block space-y-1.5">
          <span className="font-medium text-sm">{t('data.tail')}</span>
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={typedTail}
            onChange={(event) => setTypedTail(event.target.value)}
          />
        </label>
      </ConfirmDialog>
    </section>
  )
}
