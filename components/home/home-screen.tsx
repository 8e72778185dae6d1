'use client'
// The front door: what this is, and where the team goes in. Guests come by the code on their table.

import { ChartColumn, ChefHat, LayoutGrid, QrCode } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { LanguageSwitch } from '../ui/language-switch'
import { ThemeSwitch } from '../ui/theme-switch'

const DOORS = [
  { name: 'staff', path: '/staff', Icon: LayoutGrid },
  { name: 'kitchen', path: '/kitchen', Icon: ChefHat },
  { name: 'reports', path: '/reports', Icon: ChartColumn },
] as const

export function HomeScreen() {
  const t = useTranslations('home')
  return (
    <main className="mx-auto flex min-h-dvh max-w-3xl flex-col px-6 py-6">
      <div className="flex justify-end">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <header className="mt-[8vh]">
        <h1 className="font-brand text-7xl text-primary tracking-wide sm:text-8xl">{t('title')}</h1>
        <p className="mt-4 text-2xl text-ink">{t('lead')}</p>
      </header>
      <section className="mt-12 flex items-center gap-5 rounded-3xl border border-line bg-surface p-6">
        <QrCode aria-hidden className="size-14 shrink-0 text-primary" strokeWidth={1.4} />
        <div>
          <h2 className="font-semibold text-lg">{t('guest.title')}</h2>
          <p className="mt-1 text-ink-soft">{t('guest.body')}</p>
        </div>
      </section>
      <nav aria-label={t('doors')} className="mt-12">
        <h2 className="text-ink-soft text-sm">{t('doors')}</h2>
        <ul className="mt-3 grid gap-3 sm:grid-cols-3">
          {DOORS.map(({ name, path, Icon }) => (
            <li key={name}>
              <Link
                href={path}
                prefetch={false}
                className="flex items-center gap-4 rounded-2xl border border-line bg-surface p-4 transition-colors hover:border-primary sm:flex-col sm:items-start"
              >
                <Icon aria-hidden className="size-6 text-primary" />
                <span>
                  <span className="block font-semibold">{t(`${name}.title`)}</span>
                  <span className="block text-ink-soft text-sm">{t(`${name}.body`)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </main>
  )
}
