// A dish's picture in the size that fits, or its initial on a warm ground when it has none.

import { cn } from '@/components/ui/cn'

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
