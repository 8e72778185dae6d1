// What figures count, one sentence each, for whoever asks.

import { useTranslations } from 'use-intl'

export type Term =
  | 'kept'
  | 'collected'
  | 'refunded'
  | 'ordered'
  | 'owed'
  | 'orders'
  | 'average'
  | 'people'
  | 'perPerson'
  | 'discount'
  | 'simulated'
  | 'compared'
  | 'trend'
  | 'hourly'
  | 'methods'
  | 'states'
  | 'dishes'
  | 'top'
  | 'exceptions'
  | 'leftOpen'

export function Definitions({ title, terms }: { title: string; terms: readonly Term[] }) {
  const t = useTranslations('reports')
  return (
    <details className="mt-3 text-sm">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-ink-soft underline underline-offset-4">
        {title}
      </summary>
      <dl className="grid gap-x-8 gap-y-3 pt-2 sm:grid-cols-2 xl:grid-cols-3">
        {terms.map((term) => (
          <div key={term}>
            <dt className="font-medium">{t(`term.${term}`)}</dt>
            <dd className="text-ink-soft leading-snug">{t(`definition.${term}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
