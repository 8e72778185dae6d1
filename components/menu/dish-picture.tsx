// A dish's picture in the size that fits, or its initial on a warm ground when it has none.

import { useEffect, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'

/** How often a picture that did not come is asked for again by itself, each time later. */
const MOST_TRIES = 6
const FIRST_WAIT_MS = 2_000

/** A square picture; `size` in px says how large it is shown and which file is loaded. */
export function DishPicture({
  dish,
  size,
  isEager = false,
  className,
}: {
  dish: { name: string; picture: string | null }
  size: number
  isEager?: boolean
  className?: string
}) {
  const heal = useHealing()
  const shape = cn('shrink-0 overflow-hidden bg-primary-soft object-cover', className)
  if (!dish.picture) {
    return (
      <span aria-hidden className={cn('grid place-items-center', shape)}>
        <span className="font-semibold text-3xl text-primary/60">{[...dish.name][0]}</span>
      </span>
    )
  }
  return (
    <img
      key={heal.key}
      ref={heal.ref}
      onError={heal.onError}
      src={`${dish.picture}-160.webp`}
      srcSet={`${dish.picture}-160.webp 160w, ${dish.picture}-480.webp 480w`}
      sizes={`${size}px`}
      width={size}
      height={size}
      alt=""
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
      className={shape}
    />
  )
}

/** What an image needs to come after all: another `key` is another try. */
function useHealing() {
  const [tries, setTries] = useState(0)
  const [isBroken, setBroken] = useState(false)
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    // It failed before the page was alive.
    if (image.current?.complete && image.current.naturalWidth === 0) setBroken(true)
  }, [])
  useEffect(() => {
    if (!isBroken) return
    const again = () => {
      setBroken(false)
      setTries((made) => made + 1)
    }
    const timer = tries < MOST_TRIES ? setTimeout(again, FIRST_WAIT_MS * 2 ** tries) : undefined
    addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', again)
    }
  }, [isBroken, tries])
  return { key: tries, ref: image, onError: () => setBroken(true) }
}
