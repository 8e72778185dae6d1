// The levels, kept all at once: names in every language, from how many points, and what is paid of
// the price.

import { Plus, Trash2 } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { numberIn, percentIn, percentText } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type LevelsFlaw, levelsFlaw, MAXIMUM_LEVELS } from '@/domain/membership'
import { setLevels } from '@/forms/membership'
import type { Rules } from './types'
import { useRule } from './use-rule'

/** The fields of a level, with their words. */
const FIELDS = [
  ['minimumPoints', 'minimumPoints'],
  ['payBasisPoints', 'percent'],
] as const

export function RuleLevels({ seen }: { seen: Rules['levels'] }) {
  const t = useTranslations('members.rules')
  const { storeId } = useDesk()
  const form = useForm({
    schema: setLevels,
    typed: {
      levels: seen.map(({ name, names, minimumPoints, payBasisPoints }) => ({
        name,
        names: typedNames(names),
        minimumPoints: String(minimumPoints),
        payBasisPoints: percentText(payBasisPoints),
      })),
    },
    read: ({ levels }) => ({
      levels: levels.map((level) => ({
        ...level,
        minimumPoints: numberIn(level.minimumPoints),
        payBasisPoints: percentIn(level.payBasisPoints),
      })),
    }),
    rule: ({ levels }) => {
      const flaw = levelsFlaw(levels)
      return flaw ? { [flawAt(flaw)]: t(`flaw.${flaw.what}`, { level: flaw.level }) } : {}
    },
  })
  const rows = useFieldArray({ control: form.control, name: 'levels' })
  const save = useRule((server) => server.membership.setLevels.mutate)
  return (
    <form
      noValidate
      className="space-y-3"
      aria-label={t('levels')}
      onSubmit={form.send((request) => save.run({ storeId, ...request, seen }))}
    >
      <h2 className="font-semibold text-lg">{t('levels')}</h2>
      <p className="text-ink-soft text-sm">{t('levelsHint')}</p>
      <ol className="space-y-3">
        {rows.fields.map((row, index) => (
          <li
            key={row.id}
            aria-label={t('level', { level: index + 1 })}
            className="grid grid-cols-2 gap-2 rounded-2xl border border-line bg-surface p-3 sm:grid-cols-[repeat(auto-fit,minmax(7rem,1fr))]"
          >
            <Field label={t('field.name')} error={form.wrong(`levels.${index}.name`)}>
              <Input autoComplete="off" {...form.of(`levels.${index}.name`)} />
            </Field>
            <OtherNames
              of={(language) => form.of(`levels.${index}.names.${language}`)}
              wrong={(language) => form.wrong(`levels.${index}.names.${language}`)}
            />
            {FIELDS.map(([field, label]) => (
              <Field
                key={field}
                label={t(`field.${label}`)}
                error={form.wrong(`levels.${index}.${field}`)}
              >
                <Input
                  autoComplete="off"
                  inputMode="decimal"
                  readOnly={field === 'minimumPoints' && index === 0}
                  className="read-only:bg-canvas read-only:text-ink-soft"
                  {...form.of(`levels.${index}.${field}`)}
                />
              </Field>
            ))}
            <button
              type="button"
              aria-label={t('removeLevel', { level: index + 1 })}
              disabled={index === 0}
              onClick={() => rows.remove(index)}
              className="grid size-11 place-items-center rounded-xl sm:mt-6.5 text-ink-soft disabled:opacity-30"
            >
              <Trash2 aria-hidden className="size-5" />
            </button>
          </li>
        ))}
      </ol>
      <p role="status" className="text-danger text-sm empty:hidden">
        {form.trouble}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="outline"
          disabled={rows.fields.length >= MAXIMUM_LEVELS}
          onClick={() =>
            rows.append({
              name: '',
              names: typedNames(),
              minimumPoints: '',
              payBasisPoints: form.typed.levels.at(-1)?.payBasisPoints ?? '100',
            })
          }
        >
          <Plus aria-hidden className="size-5" /> {t('addLevel')}
        </Button>
        <Button type="submit" disabled={save.isBusy}>
          {t('keepLevels')}
        </Button>
      </div>
    </form>
  )
}

/** The field that a flaw is about. */
function flawAt({ level, what }: LevelsFlaw) {
  const field = {
    none: 'name',
    name: 'name',
    'first-minimum': 'minimumPoints',
    'minimum-order': 'minimumPoints',
    discount: 'payBasisPoints',
    'discount-order': 'payBasisPoints',
  } as const
  return `levels.${level - 1}.${field[what]}` as const
}
