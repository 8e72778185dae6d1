'use client'
// The restaurant is open: the pages of every day, and what is still to be done.

import { ChefHat, CircleCheck, LayoutGrid, Settings } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { OpeningChecks } from '@/components/desk/opening-checks'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import type { Opening } from '@/server/opening/read-opening'
import { DemoBackup } from './demo-backup'

const PAGES = [
  { name: 'floor', path: '/staff', Icon: LayoutGrid },
  { name: 'kitchen', path: '/kitchen', Icon: ChefHat },
  { name: 'settings', path: '/staff/settings', Icon: Settings },
] as const

export function EndStep({ opening }: { opening: Opening }) {
  const { store, isOpened, demoBackup } = opening
  const t = useTranslations('setup.end')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const finish = useCommand((server) => server.opening.finish.mutate, { retries: 3 })
  const say = useEffectEvent(() => {
    if (!isOpened) finish.run({ storeId })
  })
  useEffect(() => say(), [])
  return (
    <div className="animate-arrive space-y-8">
      <header>
        <CircleCheck aria-hidden className="size-14 text-success" strokeWidth={1.5} />
        <h1 className="mt-4 font-semibold text-3xl">
          {t('title', { name: store ? nameIn(language, store) : '' })}
        </h1>
        <p className="mt-2 max-w-xl text-ink-soft">{t('lead')}</p>
      </header>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        {PAGES.map(({ name, path, Icon }) => (
          <li key={name}>
            <a
              href={`${path}?store=${storeId}`}
              className="flex items-center gap-3 rounded-2xl border border-line bg-surface p-4 font-semibold transition-colors hover:border-primary"
            >
              <Icon aria-hidden className="size-6 text-primary" />
              {t(name)}
            </a>
          </li>
        ))}
      </ul>
      {demoBackup && <DemoBackup path={demoBackup} />}
      <OpeningChecks />
    </div>
  )
}
