// Whose books: the store's accounts at the platforms, and the simulator where it was used.

import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/select'
import type { BookView } from './types'

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
  const ofMethod = useTranslations('methods')
  const nameOf = ({ method, merchant }: BookView) =>
    method ? `${ofMethod(`${method}.short`)} ${merchant}` : t('simulator')
  if (books.length === 1) return <p className="px-1 font-medium">{nameOf(chosen)}</p>
  return (
    <Select
      aria-label={t('book')}
      value={String(chosen.accountId)}
      onChange={({ target }) => {
        const book = books.find(({ accountId }) => String(accountId) === target.value)
        if (book) onChange(book)
      }}
      className="sm:max-w-sm"
    >
      {books.map((book) => (
        <option key={book.accountId} value={String(book.accountId)}>
          {nameOf(book)}
        </option>
      ))}
    </Select>
  )
}
