// The cart at the foot of a phone: how much, how many, who added, one tap to open.

import { ShoppingBasket } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { GuestFace } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import { linesByGuest, portionsIn } from './cart'
import { CART_IDS } from './skip-to-cart'
import type { Cart } from './types'

export function CartBar({
  cart,
  ownNumber,
  isUnanswered,
  onOpen,
  onRetry,
}: {
  cart: Cart | undefined
  ownNumber: number | undefined
  /** The phone could not sit down because nobody answered. */
  isUnanswered: boolean
  onOpen: () => void
  onRetry: () => void
}) {
  const { sumOf } = useMoney()
  const t = useTranslations('guest.cart')
  const count = portionsIn(cart)
  const price = sumOf(cart?.owedCents ?? 0)
  const groups = cart ? linesByGuest(cart, ownNumber) : []

  return (
    <div className="border-line border-t bg-surface px-3 pt-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))] lg:hidden">
      <button
        type="button"
        id={CART_IDS.below}
        onClick={isUnanswered ? onRetry : onOpen}
        aria-label={count > 0 ? t('open', { count, price }) : undefined}
        className={cn(
          'flex min-h-14 w-full items-center gap-3 rounded-full py-1.5 pr-2 pl-4 text-left',
          count > 0 ? 'bg-ink text-canvas' : 'bg-canvas text-ink-soft',
        )}
      >
        <span className="relative">
          <ShoppingBasket aria-hidden className="size-6" />
          {count > 0 && (
            <span
              key={count}
              className="absolute -top-2 -right-2.5 grid h-5 min-w-5 place-items-center rounded-full bg-primary px-1 font-semibold text-on-fill text-xs tabular-nums animate-arrive"
            >
              {count}
            </span>
          )}
        </span>
        {count > 0 ? (
          <>
            <span className="ml-1 flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
              <strong className="text-lg tabular-nums">{price}</strong>
              <span aria-hidden className="flex -space-x-1.5">
                {groups.slice(0, 5).map(({ guestNumber, guestName }) => (
                  <GuestFace
                    key={guestNumber ?? 0}
                    guest={{ number: guestNumber ?? 0, nickname: guestName }}
                    className="size-6 ring-2 ring-ink"
                  />
                ))}
              </span>
            </span>
            <span className="grid min-h-11 place-items-center rounded-full bg-primary px-5 font-semibold text-on-fill">
              {t('view')}
            </span>
          </>
        ) : (
          <span className="flex-1 text-sm">
            {isUnanswered ? t('seatFailed') : cart ? t('empty') : t('waiting')}
          </span>
        )}
      </button>
    </div>
  )
}
