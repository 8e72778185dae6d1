// By keyboard the cart lies behind every dish of the menu: the first stop of the page leads there.

import { useTranslations } from 'use-intl'

/** Beside the menu where there is room for it, else below. */
export const CART_IDS = { beside: 'cart-beside', below: 'cart-below' }

export function SkipToCart() {
  const t = useTranslations('guest')
  return (
    <button
      type="button"
      onClick={() => {
        const shown = Object.values(CART_IDS)
          .map((id) => document.getElementById(id))
          .find((cart) => cart?.offsetParent)
        shown?.focus()
      }}
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 focus:min-h-11 focus:rounded-full focus:bg-primary focus:px-5 focus:font-semibold focus:text-on-fill"
    >
      {t('toCart')}
    </button>
  )
}
