// The menus that were published, to go back to; and the dishes that were taken off, to bring back.

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SearchField } from '@/components/ui/search-field'
import { Sheet } from '@/components/ui/sheet'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { useEdit } from './use-editor'

type Props = { isOpen: boolean; onClose: () => void }

export function HistorySheet({ isOpen, onClose }: Props) {
  const t = useTranslations('menu-editor')
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.menu.editor.versions.queryOptions({ storeId }, { enabled: isOpen }),
  )
  const back = useEdit((server, number: number) => server.goBack.mutate({ storeId, number }), {
    said: t('history.done'),
    onDone: onClose,
  })
  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()} title={t('history.open')}>
      <p className="mb-3 text-ink-soft text-sm">{t('history.text')}</p>
      {back.trouble && <Alert>{back.trouble}</Alert>}
      {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data?.length === 0 && <p className="py-6 text-center text-ink-soft">{t('history.none')}</p>}
      <ul className="divide-y divide-line">
        {data?.map(({ number, added, changed, removed, by, at }, index) => (
          <li key={number} className="flex items-center gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{t('history.number', { number })}</p>
              <p className="text-ink-soft text-sm">
                {t('history.by', { name: by ?? t('history.first'), time: dayAndClock(at) })}
              </p>
              {by && (
                <p className="text-ink-soft text-sm">
                  {t('history.counts', { added, changed, removed })}
                </p>
              )}
            </div>
            {index === 0 ? (
              <Badge>{t('history.now')}</Badge>
            ) : (
              <Button
                variant="outline"
                size="sm"
                disabled={back.isBusy}
                onClick={() => back.run(number)}
              >
                {t('history.back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

export function ArchivedSheet({ isOpen, onClose }: Props) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const trpc = useTRPC()
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed.trim().slice(0, 40))
  const { data, error, refetch } = useQuery(
    trpc.menu.editor.archived.queryOptions({ storeId, words }, { enabled: isOpen }),
  )
  const restore = useEdit(
    (server, key: string) => server.restoreDish.mutate({ storeId, key, category: null }),
    { said: t('broughtBack'), onDone: onClose },
  )
  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()} title={t('archived')}>
      <p className="mb-3 text-ink-soft text-sm">{t('archivedHint')}</p>
      <SearchField name={t('search')} value={typed} onChange={setTyped} />
      {restore.trouble && <Alert>{restore.trouble}</Alert>}
      {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data?.length === 0 && <p className="py-6 text-center text-ink-soft">{t('noArchived')}</p>}
      <ul className="divide-y divide-line">
        {data?.map(({ key, archivedAt, isLeftOut, ...dish }) => (
          <li key={key} className="flex items-center gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{nameIn(language, dish)}</p>
              <p className="text-ink-soft text-sm">
                {t(isLeftOut ? 'shared.leftOutAt' : 'takenOffAt', {
                  time: dayAndClock(archivedAt),
                })}
              </p>
            </div>
            <Button
              variant="outline"
              size="sm"
              disabled={restore.isBusy}
              onClick={() => restore.run(key)}
            >
              {t('bringBack')}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
