'use client'

// What hangs on the tables: for each a code, its name and what to do with it, in every language of
// the house, on pages of exact size for the browser to print or to keep as a PDF.

import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { ArrowLeft, Printer, Smartphone } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn, namesIn } from '@/domain/language'
import type { AppRouter } from '@/server/router'
import { CodeCard, type SheetWords } from './code-card'
import { Reach } from './tables-screen'
import { type ArrangedTable, type Arrangement, tablesOf } from './types'
import { useTables } from './use-tables'

type Face = inferRouterOutputs<AppRouter>['house']['face']

const FORMATS = ['a4', 'a5', 'sticker'] as const
export type Format = (typeof FORMATS)[number]

/** How many stand on one page. */
const ON_A_PAGE: Record<Format, number> = { a4: 9, a5: 1, sticker: 1 }

const PAGES: Record<Format, string> = {
  a4: 'grid h-[297mm] w-[210mm] grid-cols-3 grid-rows-3 p-[10mm]',
  a5: 'grid h-[210mm] w-[148mm]',
  sticker: 'grid h-[80mm] w-[60mm]',
}

export type Wanted = { areaId: number | null; tableId: number | null }

export function SheetScreen({
  desk,
  words,
  wanted,
}: {
  desk: Desk
  words: SheetWords[]
  wanted: Wanted
}) {
  return (
    <DeskProvider desk={desk}>
      <Sheet words={words} wanted={wanted} />
    </DeskProvider>
  )
}

function Sheet({ words, wanted }: { words: SheetWords[]; wanted: Wanted }) {
  const { storeId } = useDesk()
  const tables = useTables()
  const face = useQuery(useTRPC().house.face.queryOptions({ storeId }))
  if (tables.data && face.data) {
    return <Pages floor={tables.data} face={face.data} words={words} wanted={wanted} />
  }
  const failed = [tables, face].find(({ error }) => error)
  if (!failed?.error) return <Loading />
  return <Failed error={failed.error} onRetry={() => void failed.refetch()} />
}

function Pages({
  floor,
  face,
  words,
  wanted,
}: {
  floor: Arrangement
  face: Face
  words: SheetWords[]
  wanted: Wanted
}) {
  const t = useTranslations('tables.sheet')
  const language = useLocale() as Language
  const { storeId, storeRole } = useDesk()
  const [format, setFormat] = useState<Format>('a4')
  // What a page's size is, the whole document says (app/globals.css).
  useEffect(() => {
    document.documentElement.dataset.sheet = format
    return () => {
      delete document.documentElement.dataset.sheet
    }
  }, [format])
  const [of, setOf] = useState(
    wanted.tableId ? `table ${wanted.tableId}` : wanted.areaId ? `area ${wanted.areaId}` : '',
  )
  const [wifi, setWifi] = useState({ name: face.wifiName, password: face.wifiPassword })
  const names = namesIn(language, { name: storeRole.storeName, names: storeRole.storeNames })
  const store = [...new Set([storeRole.storeName, ...names])].slice(0, words.length)
  const tables = chosen(floor, of)
  const pages = inPages(tables, ON_A_PAGE[format])
  return (
    <div className="min-h-dvh bg-canvas print:min-h-0 print:bg-transparent">
      <header className="border-line border-b bg-surface p-4 print:hidden">
        <div className="mx-auto max-w-5xl space-y-4">
          <div className="flex flex-wrap items-center gap-3">
            <Link
              href={`/staff/settings/tables?store=${storeId}`}
              className="inline-flex min-h-11 items-center gap-2 text-ink-soft"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {t('back')}
            </Link>
            <div className="min-w-40 flex-1">
              <h1 className="font-semibold text-2xl">{t('title')}</h1>
              <p className="text-ink-soft text-sm">
                {t('sum', { tables: tables.length, pages: pages.length })}
              </p>
            </div>
            <Button disabled={tables.length === 0} onClick={() => window.print()}>
              <Printer aria-hidden className="size-4" />
              {t('print')}
            </Button>
          </div>
          <Reach floor={floor} />
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
            <div className="sm:col-span-2 lg:col-span-1">
              <Segmented
                label={t('format')}
                isLabelShown
                choices={FORMATS.map((each) => ({ value: each, text: t(`size.${each}`) }))}
                value={format}
                onChange={setFormat}
              />
            </div>
            <Field label={t('which')}>
              <Select value={of} onChange={({ target }) => setOf(target.value)}>
                <option value="">{t('all')}</option>
                {floor.areas.map((area) => (
                  <option key={area.id} value={`area ${area.id}`}>
                    {nameIn(language, area)}
                  </option>
                ))}
                {tablesOf(floor).map(({ id, name }) => (
                  <option key={id} value={`table ${id}`}>
                    {t('one', { name })}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('wifi')}>
              <Input
                autoComplete="off"
                maxLength={32}
                value={wifi.name}
                onChange={({ target }) => setWifi({ ...wifi, name: target.value })}
              />
            </Field>
            <Field label={t('wifiPassword')}>
              <Input
                autoComplete="off"
                maxLength={63}
                value={wifi.password}
                onChange={({ target }) => setWifi({ ...wifi, password: target.value })}
              />
            </Field>
          </div>
          <p className="text-ink-soft text-sm">{t(`hint.${format}`)}</p>
        </div>
      </header>
      {tables.length === 0 && <Notice Icon={Smartphone} title={t('none')} />}
      <main
        aria-label={t('preview')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only keys scrolls it by them
        tabIndex={0}
        className="mx-auto w-fit max-w-full overflow-x-auto p-4 print:m-0 print:w-auto print:max-w-none print:overflow-visible print:p-0"
      >
        <div className="w-fit space-y-4 print:space-y-0">
          {pages.map((page) => (
            <div
              key={page[0]?.id}
              className={`sheet-page bg-code-ground text-code shadow-lg print:shadow-none ${PAGES[format]}`}
            >
              {page.map((table) => (
                <CodeCard
                  key={table.id}
                  table={table}
                  store={store}
                  logo={face.logo}
                  words={words}
                  wifi={wifi}
                  format={format}
                />
              ))}
            </div>
          ))}
        </div>
      </main>
    </div>
  )
}

function chosen(floor: Arrangement, of: string): ArrangedTable[] {
  const [kind, id] = of.split(' ')
  if (kind === 'area') return tablesOf({ areas: floor.areas.filter((a) => a.id === Number(id)) })
  const tables = tablesOf(floor)
  return kind === 'table' ? tables.filter((table) => table.id === Number(id)) : tables
}

function inPages<Each>(all: readonly Each[], size: number): Each[][] {
  const pages: Each[][] = []
  for (let at = 0; at < all.length; at += size) pages.push(all.slice(at, at + size))
  return pages
}
