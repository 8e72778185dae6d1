// What publishing changes, in words, and what is to be put right before.

import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useMoney } from '@/components/ui/money'
import { useKeyedCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { gramsText } from '@/domain/menu'
import {
  type Change,
  type DishBody,
  type FieldChange,
  isSame,
  nameOfItem,
  type OptionBody,
  printOfDraft,
} from '@/domain/menu-document'
import type { Editor } from './use-editor'

/** As many as one reads; how many more there are is said. */
const SHOWN = 100

const TONES = {
  added: 'success',
  removed: 'danger',
  changed: 'info',
  moved: 'neutral',
} as const

export function PublishDialog({
  editor,
  isOpen,
  onClose,
}: {
  editor: Editor
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const format = useFormatter()
  const wordsOf = useFieldWords(editor)
  const publish = useKeyedCommand(
    (server) => (input: { storeId: number; print: string; key: string }) =>
      server.menu.editor.publish.mutate(input),
    { stale: ['menu'], said: ({ number }) => t('publish.done', { number }) },
  )
  const { changes, flaws } = editor
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('publish.title')}
      text={t('publish.text')}
      action={t('publish.openCount', { count: changes.length })}
      variant="primary"
      isReady={flaws.length === 0 && changes.length > 0}
      onConfirm={() => publish.ask({ storeId, print: printOfDraft(editor.draft) })}
    >
      {editor.followers.length > 0 && (
        <Alert tone="info">
          {t('publish.followers', {
            count: editor.followers.length,
            names: format.list(editor.followers.map((each) => nameIn(language, each))),
          })}
        </Alert>
      )}
      {flaws.length > 0 && (
        <Alert>
          {t('publish.flaws')}
          <ul className="mt-1 list-disc pl-5">
            {flaws.slice(0, SHOWN).map((flaw) => (
              <li key={nameOfItem(flaw) + flaw.code + flaw.about}>
                {nameIn(language, flaw)} {t(`flaw.${flaw.code}`, { about: flaw.about })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only keys scrolls it by them
        tabIndex={0}
        className="max-h-[40dvh] divide-y divide-line overflow-y-auto rounded-2xl border border-line"
      >
        {changes.slice(0, SHOWN).map((change) => (
          <li key={nameOfItem(change)} className="px-3 py-2">
            <p className="flex items-baseline gap-2">
              <Badge tone={TONES[change.what]}>{t(`publish.${change.what}`)}</Badge>
              <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">
                {nameIn(language, change)}
              </span>
              <span className="text-ink-soft text-xs">{t(`kind.${change.kind}`)}</span>
            </p>
            {change.fields.length > 0 && (
              <ul className="mt-1 text-ink-soft text-sm">
                {change.fields.map((field) => (
                  <li key={field.field} className="[overflow-wrap:anywhere]">
                    {wordsOf(change, field)}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && (
        <p className="text-ink-soft text-sm">
          {t('publish.more', { count: changes.length - SHOWN })}
        </p>
      )}
    </ConfirmDialog>
  )
}

/** Says what stands in a field as people read it: amounts as money, keys as names. */
export function useValueWords(editor: Editor) {
  const t = useTranslations('menu-editor')
  const tGuest = useTranslations('guest')
  const { nameOf } = useAllergyWords()
  const format = useFormatter()
  const language = useLocale() as Language
  const { priceOf } = useMoney()
  const named = (kind: 'category' | 'option_group' | 'schedule', key: string) => {
    const item = editor.items.get(`${kind} ${key}`) ?? editor.before.get(`${kind} ${key}`)
    if (!item) return key
    return nameIn(language, {
      name: item.body.name,
      names: 'names' in item.body ? item.body.names : {},
    })
  }
  const each = (field: string, value: string): string => {
    if (field === 'category') return named('category', value)
    if (field === 'schedule') return named('schedule', value)
    if (field === 'optionGroups') return named('option_group', value)
    if (field === 'stations') {
      const station = editor.stations.find(({ key }) => key === value)
      return station ? nameIn(language, station) : value
    }
    if (field === 'allergens' || field === 'freeFrom') return nameOf(value as 'egg')
    if (field === 'dietTags') return tGuest(`diet.${value as 'vegan'}`)
    if (field === 'taxClass' || field === 'takeawayTaxClass') {
      return t(`form.${value as 'standard'}`)
    }
    if (field === 'servedAs') return t(`sold.${value as 'takeaway'}`)
    return value
  }
  const said = (field: string, value: unknown): string | null => {
    if (field === 'takeawayTaxClass' && value === null) return t('form.sameTax')
    if (value === null || value === '') return t('nothing')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (field === 'perGrams') return gramsText(value as number)
    if (field === 'hourPrices') {
      const prices = value as DishBody['hourPrices']
      if (prices.length === 0) return t('nothing')
      const each = prices.map(
        ({ schedule, priceCents }) => `${named('schedule', schedule)} ${priceOf(priceCents)}`,
      )
      return format.list(each, { type: 'unit' })
    }
    if (typeof value === 'number') return /Cents$/.test(field) ? priceOf(value) : String(value)
    if (typeof value === 'string') return each(field, value)
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
      if (value.length === 0) return t('nothing')
      return format.list(
        value.map((one) => each(field, one)),
        { type: 'unit' },
      )
    }
    const texts = Object.values(value as object)
    if (!Array.isArray(value) && texts.every((one) => typeof one === 'string')) {
      return texts.length === 0 ? t('nothing') : format.list(texts, { type: 'unit' })
    }
    return null
  }
  return said
}

/** Says a change of a field in a sentence. */
function useFieldWords(editor: Editor) {
  const t = useTranslations('menu-editor')
  const format = useFormatter()
  const language = useLocale() as Language
  const said = useValueWords(editor)
  return ({ kind }: Change, { field, before, after }: FieldChange) => {
    const name = t(
      `field.${field === 'kind' && kind === 'option_group' ? 'kind' : field}` as 'field.name',
    )
    if (field === 'options') {
      const names = format.list(
        differing(before as Options, after as Options).map((option) => nameIn(language, option)),
        { type: 'unit' },
      )
      if (names) return t('publish.onlyThese', { field: name, names })
    }
    const isWords = ['kind', 'fromMinute', 'toMinute', 'weekdays'].includes(field)
    const [was, is] = isWords ? [null, null] : [said(field, before), said(field, after)]
    return was === null || is === null
      ? t('publish.only', { field: name })
      : t('publish.fromTo', { field: name, before: was, after: is })
  }
}

type Options = readonly OptionBody[]

/** The options that are new, gone or changed. */
const differing = (before: Options, after: Options): Options => {
  const has = (options: Options, option: OptionBody) => options.some((each) => isSame(each, option))
  const gone = before.filter((option) => after.every(({ key }) => key !== option.key))
  return [...after.filter((option) => !has(before, option)), ...gone]
}
