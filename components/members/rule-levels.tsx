// The levels, kept all at once: names in both languages, from how many points, and what is paid of the price.

import { useMutation } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { levelsFlaw, MAXIMUM_LEVELS } from '@/domain/membership'
import type { Rules } from './shapes'
import { basisPointsOf, useRule, wholeOf } from './use-rule'

type Row = { key: number; name: string; nameEn: string; minimum: string; percent: string }

export function RuleLevels({ seen }: { seen: Rules['levels'] }) {
  const t = useTranslations('members.rules')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [rows, setRows] = useState<Row[]>(() =>
    seen.map(({ level, name, nameEn, minimumPoints, payBasisPoints }) => ({
      key: level,
      name,
      nameEn: nameEn ?? '',
      minimum: String(minimumPoints),
      percent: String(payBasisPoints / 100),
    })),
  )
  const save = useMutation(trpc.membership.setLevels.mutationOptions(useRule()))
  const levels = rows.map((row) => ({
    name: row.name.trim(),
    nameEn: row.nameEn.trim() || null,
    minimumPoints: wholeOf(row.minimum) ?? -1,
    payBasisPoints: basisPointsOf(row.percent) ?? 0,
  }))
  const flaw = levelsFlaw(levels)
  const change = (key: number, field: keyof Row, text: string) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, [field]: text } : row)))
  return (
    <form
      className="space-y-3"
      aria-label={t('levels')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ storeId, levels, seen })
      }}
    >
      <h2 className="font-semibold text-lg">{t('levels')}</h2>
      <p className="text-ink-soft text-sm">{t('levelsHint')}</p>
      <ol className="space-y-3">
        {rows.map((row, index) => (
          <li
            key={row.key}
            aria-label={t('level', { level: index + 1 })}
            className="grid grid-cols-2 gap-2 rounded-2xl border border-line bg-surface p-3 sm:grid-cols-[1fr_1fr_7rem_7rem_2.75rem]"
          >
            {(['name', 'nameEn', 'minimum', 'percent'] as const).map((field) => (
              <label key={field} className="space-y-1">
                <span className="block text-ink-soft text-xs">{t(`field.${field}`)}</span>
                <Input
                  value={row[field]}
                  maxLength={40}
                  inputMode={field === 'minimum' || field === 'percent' ? 'decimal' : 'text'}
                  disabled={field === 'minimum' && index === 0}
                  onChange={(event) => change(row.key, field, event.target.value)}
                />
              </label>
            ))}
            <button
              type="button"
              aria-label={t('removeLevel', { level: index + 1 })}
              disabled={index === 0}
              onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
              className="grid size-11 place-items-center self-end rounded-xl text-ink-soft disabled:opacity-30"
            >
              <Trash2 aria-hidden className="size-5" />
            </button>
          </li>
        ))}
      </ol>
      {flaw && (
        <p role="status" className="text-danger text-sm">
          {t(`flaw.${flaw.what}`, { level: flaw.level })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="outline"
          disabled={rows.length >= MAXIMUM_LEVELS}
          onClick={() =>
            setRows([
              ...rows,
              {
                key: Math.max(0, ...rows.map(({ key }) => key)) + 1,
                name: '',
                nameEn: '',
                minimum: '',
                percent: rows.at(-1)?.percent ?? '100',
              },
            ])
          }
        >
          <Plus aria-hidden className="size-5" /> {t('addLevel')}
        </Button>
        <Button type="submit" disabled={flaw !== null || save.isPending}>
          {t('keepLevels')}
        </Button>
      </div>
    </form>
  )
}
