'use client'

// The front door: what this is, and where the team goes in. Guests come by the code on their table;
// in the demo, a visitor may sit down from here.

import { ArrowRight, ChartColumn, ChefHat, LayoutGrid, QrCode, Store } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { setupPath, tablePath } from '@/domain/paths'
import { Button } from '../ui/button'
import { LanguageSwitch } from '../ui/language-switch'
import { Qr } from '../ui/qr'
import { ThemeSwitch } from '../ui/theme-switch'

type DemoTable = { name: string; code: string; url: string }

const DOORS = [
  { name: 'staff', path: '/staff', Icon: LayoutGrid },
  { name: 'kitchen', path: '/kitchen', Icon: ChefHat },
  { name: 'reports', path: '/reports', Icon: ChartColumn },
] as const

export function HomeScreen({
  demoTable,
  isDemo,
}: {
  demoTable: DemoTable | null
  isDemo: boolean
}) {
  const t = useTranslations('home')
  return (
    <main className="mx-auto flex min-h-dvh max-w-5xl flex-col px-6 py-4">
      <div className="-mr-3 flex justify-end">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="my-auto grid grid-cols-1 gap-x-16 gap-y-10 py-8 lg:grid-cols-2 lg:items-center">
        <header>
          <h1 className="font-brand text-[min(4.5rem,18vw)] text-primary leading-none tracking-wide sm:text-8xl">
            {t('title')}
          </h1>
          <p className="mt-4 text-2xl text-ink">{t('lead')}</p>
        </header>
        <section
          aria-labelledby="guests"
          className="flex items-center gap-6 rounded-3xl border border-line bg-surface p-6"
        >
          {demoTable ? (
            <Qr text={demoTable.url} className="hidden w-40 shrink-0 sm:block" />
          ) : (
            <QrCode aria-hidden className="size-14 shrink-0 text-primary" strokeWidth={1.4} />
          )}
          <div className="min-w-0">
            <h2 id="guests" className="font-semibold text-lg">
              {t('guest.title')}
            </h2>
            <p className="mt-1 text-ink-soft">{t('guest.body')}</p>
            {demoTable && (
              <>
                <p className="mt-1 hidden text-ink-soft sm:block">{t('guest.scan')}</p>
                <Button
                  className="mt-4"
                  render={<Link href={tablePath(demoTable.code)} prefetch={false} />}
                >
                  {t('guest.sit', { table: demoTable.name })}
                  <ArrowRight aria-hidden className="size-5" />
                </Button>
              </>
            )}
          </div>
        </section>
        <nav aria-label={t('doors')} className="lg:col-span-2">
          <h2 className="text-ink-soft text-sm">{t('doors')}</h2>
          <ul className="mt-3 grid grid-cols-1 gap-3 sm:grid-cols-3">
            {DOORS.map(({ name, path, Icon }) => (
              <li key={name}>
                <Link
                  href={path}
                  prefetch={false}
                  className="flex items-center gap-4 rounded-2xl border border-line bg-surface p-4 transition-colors hover:border-primary sm:p-5"
                >
                  <Icon aria-hidden className="size-6 shrink-0 text-primary" />
                  <span>
                    <span className="block font-semibold">{t(`${name}.title`)}</span>
                    <span className="block text-ink-soft text-sm">{t(`${name}.body`)}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {isDemo && (
          <Link
            href={setupPath()}
            prefetch={false}
            className="flex items-center gap-4 rounded-2xl border border-primary/40 bg-primary-soft p-5 transition-colors hover:border-primary lg:col-span-2"
          >
            <Store aria-hidden className="size-7 shrink-0 text-primary" />
            <span className="min-w-0 flex-1">
              <span className="block font-semibold text-lg">{t('own.title')}</span>
              <span className="block text-ink-soft text-sm">{t('own.body')}</span>
            </span>
            <ArrowRight aria-hidden className="size-5 shrink-0 text-primary" />
          </Link>
        )}
      </div>
    </main>
  )
}
