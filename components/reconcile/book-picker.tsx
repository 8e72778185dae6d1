// Whose books: the store's accounts at the platforms, and the simulator where it was used.

import { useTranslations } from 'use-intl'
import type { BookView } from './shapes'

export function BookPicker({
  books,
  chosen,
  onChange,
}: {
  books: BookView[]
  chosen: BookView
  onChange: (book: BookView) => void
}) {
  const t = useTranslations('reconcile')
  const nameOf = ({ method, merchant }: BookView) =>
    method ? `${t(`method.${method}`)} ${merchant}` : t('simulator')
  if (books.length === 1) return <p className="px-1 font-medium">{nameOf(chosen)}</p>
  return (
    <select
      aria-label={t('book')}
      value={String(chosen.accountId)}
      onChange={({ target }) => {
        const book = books.find(({ accountId }) => String(accountId) === target.value)
        if (book) onChange(book)
      }}
      className="h-11 w-full truncate rounded-xl border border-edge bg-surface px-3 text-base text-ink sm:w-auto"
    >
      {books.map((book) => (
        <option key={book.accountId} value={String(book.accountId)}>
          {nameOf(book)}
        </option>
      ))}
    </select>
  )
}
