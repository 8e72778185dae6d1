// The columns that tickets flow down and on to the right, each ticket one whole box: browsers paint
// a box that is split between columns in different ways, and those of five years ago cut it off.

import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react'
import type { Settings } from './settings'

const LEAST_EM = 18.5
const GAP_EM = 0.8
const PADDING_EM = 0.3

/**
 * How many fit at the usual size of text, by the width of the window: what `fittingIn` says of it.
 * The page is painted with as many from the first, so that nothing moves under a finger when it
 * comes alive.
 */
const AT_FIRST =
  '[--fitting:1] min-[555px]:[--fitting:2] min-[825px]:[--fitting:3] min-[1095px]:[--fitting:4] min-[1618px]:[--fitting:5] min-[2387px]:[--fitting:6] min-[3539px]:[--fitting:7] min-[4041px]:[--fitting:8]'

/**
 * For the box of the columns; what stands in them is `w-(--column)`, and no higher than the box.
 */
export const COLUMNS_STYLE = `flex flex-col flex-wrap content-start gap-[0.8em] ${AT_FIRST}`

/** How wide a column is in `box`: as many fill it as were chosen, or as there is room for. */
export function useColumns(
  box: RefObject<HTMLElement | null>,
  { columns, textSize }: Pick<Settings, 'columns' | 'textSize'>,
): CSSProperties {
  const [fitting, setFitting] = useState<number | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const pixels = Number.parseFloat(getComputedStyle(element).fontSize)
      setFitting(fittingIn(element.clientWidth / pixels - 2 * PADDING_EM))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, textSize])

  const count = columns === 'auto' ? (fitting ?? 'var(--fitting)') : columns
  return { '--column': `calc((100% + ${GAP_EM}em) / ${count} - ${GAP_EM}em)` } as CSSProperties
}

const fittingIn = (widthEm: number) =>
  Math.max(1, Math.floor((widthEm + GAP_EM) / (LEAST_EM + GAP_EM)))
