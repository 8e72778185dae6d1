'use client'
// The languages of the house, and how much of this store has no name in each yet.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { useTRPC } from '@/components/wire/trpc'
import { LANGUAGES, OWN_WORDS } from '@/text/languages'
import { Read, SettingsPage } from './settings-page'

export function LanguagesScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="languages">
      <Languages />
    </SettingsPage>
  )
}

function Languages() {
  const t = useTranslations('settings.languages')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const unnamed = useQuery(trpc.house.unnamed.queryOptions({ storeId }))
  return (
    <Read query={unnamed}>
      {(all) => (
        <ul className="space-y-3">
          {LANGUAGES.map((language) => {
            const parts = all.find((each) => each.language === language)?.parts
            const missing = parts?.reduce((sum, each) => sum + each.unnamed, 0) ?? 0
            return (
              <li key={language}>
                <Card className="space-y-2">
                  <p className="flex items-center gap-3">
                    <span lang={language} className="min-w-0 flex-1 font-semibold text-lg">
                      {OWN_WORDS[language].name}
                    </span>
                    <Badge tone={missing === 0 ? 'success' : 'warning'}>
                      {parts === undefined
                        ? t('first')
                        : missing === 0
                          ? t('whole')
                          : t('missing', { missing })}
                    </Badge>
                  </p>
                  {missing > 0 && (
                    <ul className="text-ink-soft text-sm">
                      {parts
                        ?.filter((each) => each.unnamed > 0)
                        .map(({ part, all: of, unnamed: count }) => (
                          <li key={part}>{t('of', { part: t(`part.${part}`), count, of })}</li>
                        ))}
                    </ul>
                  )}
                </Card>
              </li>
            )
          })}
        </ul>
      )}
    </Read>
  )
}
