// What a list leaves out is said across the whole width, with the way to it: a screen that nobody
// clears must not look complete.

import { ChevronLeft, ChevronRight, History } from 'lucide-react'
import { useTranslations } from 'use-intl'

/** The pages of tickets that are older than those on the first. */
export function OlderTickets({
  page,
  older,
  onPage,
}: {
  /** 0 = the newest. */
  page: number
  /** How many are older than those of this page. */
  older: number
  onPage: (page: number) => void
}) {
  const t = useTranslations('kitchen.older')
  if (page === 0 && older === 0) return null
  return (
    <Strip text={page === 0 ? t('there', { count: older }) : t('here', { count: older })}>
      {page > 0 && (
        <button type="button" onClick={() => onPage(0)} className={BUTTON}>
          <ChevronRight aria-hidden className="size-[1.3em]" />
          {t('newest')}
        </button>
      )}
      {older > 0 && (
        <button type="button" onClick={() => onPage(page + 1)} className={BUTTON}>
          <ChevronLeft aria-hidden className="size-[1.3em]" />
          {t('show')}
        </button>
      )}
    </Strip>
  )
}

/** Of the finished ones the last are listed, to be recalled; older ones only counted. */
export function OlderFinished({ older }: { older: number }) {
  const t = useTranslations('kitchen.older')
  return older > 0 ? <Strip text={t('finished', { count: older })} /> : null
}

const BUTTON =
  'flex min-h-[max(2.4em,2.75rem)] shrink-0 items-center gap-[0.3em] rounded-[0.6em] bg-ink/8 px-[0.9em] font-bold'

function Strip({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-[0.8em] gap-y-[0.3em] border-line border-y bg-warning-soft px-[0.9em] py-[0.3em] text-warning"
    >
      <History aria-hidden className="size-[1.4em] shrink-0" />
      <p className="min-w-0 flex-1 font-bold text-[1.1em]">{text}</p>
      {children}
    </div>
  )
}
