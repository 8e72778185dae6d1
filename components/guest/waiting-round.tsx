// What a party may still do with a round that nobody has paid or accepted: have it otherwise, or
// not at all.

import { Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useBack } from '@/components/ui/use-back'
import { useCommand } from '@/components/wire/use-command'

export function WaitingRound({
  code,
  roundId,
  onChange,
}: {
  code: string
  roundId: number
  /** Its dishes lie in the cart again. */
  onChange: () => void
}) {
  const t = useTranslations('guest.takeBack')
  const [isAsked, setAsked] = useState(false)
  useBack(isAsked, () => setAsked(false))
  const takeBack = useCommand((server) => server.ordering.takeBack.mutate, {
    stale: ['ordering', 'billing', 'menu'],
    said: (_, { isToCart }) => t(isToCart ? 'inCart' : 'cancelled'),
  })
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button
        size="sm"
        variant="outline"
        disabled={takeBack.isBusy}
        onClick={() => takeBack.run({ code, roundId, isToCart: true }, onChange)}
      >
        <Pencil aria-hidden className="size-4" />
        {t('change')}
      </Button>
      <Button size="sm" variant="ghost" disabled={takeBack.isBusy} onClick={() => setAsked(true)}>
        <X aria-hidden className="size-4" />
        {t('cancel')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('title')}
        text={t('text')}
        action={t('cancel')}
        onConfirm={() => takeBack.ask({ code, roundId, isToCart: false })}
      />
    </div>
  )
}
