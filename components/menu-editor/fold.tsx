// Fields that a plain dish does not need: one line says how they stand until somebody opens them.

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'

export function Fold({
  title,
  summary,
  isOpenAtFirst,
  isWrong = false,
  children,
}: {
  title: string
  /** How the fields stand, in words. */
  summary: string
  isOpenAtFirst: boolean
  /** Whether one of the fields is to be mended, which nobody could see in a closed one. */
  isWrong?: boolean
  children: ReactNode
}) {
  const id = useId()
  const [isUnfolded, setIsUnfolded] = useState(isOpenAtFirst)
  const isOpen = isUnfolded || isWrong
  return (
    <div className="rounded-2xl border border-line">
      <h4>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsUnfolded(!isOpen)}
          className="flex min-h-14 w-full items-center gap-3 rounded-2xl px-3 py-2 text-left"
        >
          <span className="min-w-0 flex-1">
            <span className="block font-medium text-sm">{title}</span>
            <span className="block text-ink-soft text-sm [overflow-wrap:anywhere]">{summary}</span>
          </span>
          <ChevronDown
            aria-hidden
            className={`size-4 shrink-0 text-ink-soft transition-transform ${isOpen ? 'rotate-180' : ''}`}
          />
        </button>
      </h4>
      <div id={id} hidden={!isOpen} className="space-y-4 border-line border-t px-3 pt-3 pb-4">
        {children}
      </div>
    </div>
  )
}
