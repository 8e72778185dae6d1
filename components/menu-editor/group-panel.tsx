// One group of options, shared by the dishes that have it; a new one may begin from a template.

import { ArrowUp, X } from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Segmented } from '@/components/ui/segmented'
import { type Language, nameIn } from '@/domain/language'
import { ALLERGENS } from '@/domain/menu'
import type { GroupKind, Key, OptionGroupBody } from '@/domain/menu-document'
import { saveOptionGroup } from '@/forms/menu/editor'
import { OWN_WORDS } from '@/text/languages'
import { ContentsFields, contentsTyped, statedIn, type TypedContents } from './contents-fields'
import { EditPanel } from './edit-panel'
import { Fold } from './fold'
import { isShared, SharedNote, SharedPart } from './of-leader'
import { OtherPrices } from './other-prices'
import { otherLanguages, TextsIn } from './texts-in'
import { type Editor, newItemKey } from './use-editor'
import { useItemSave } from './use-item-save'

const TEMPLATES = {
  size: 'size',
  spice: 'preparation',
  sugar: 'preparation',
  ice: 'preparation',
  toppings: 'extra',
  doneness: 'preparation',
} as const satisfies Record<string, GroupKind>

const UNSTATED = { allergens: [], freeFrom: [] }

const emptyIn = (texts: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(otherLanguages.map((language) => [language, ''])),
  ...texts,
})

export function GroupPanel({
  editor,
  groupKey,
  body,
  isNew,
  onClose,
}: {
  editor: Editor
  groupKey: Key
  body: OptionGroupBody
  isNew: boolean
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const { sign, textOf, centsIn } = useMoney()
  const optionTyped = ({ allergens, freeFrom, ...option }: OptionGroupBody['options'][number]) => ({
    ...option,
    contents: contentsTyped({ allergens, freeFrom }),
    names: emptyIn(option.names),
    priceCents: option.priceCents === 0 ? '' : textOf(option.priceCents),
    maximumQuantity: String(option.maximumQuantity),
    sizePrices: option.sizePrices.map(({ size, priceCents }) => ({
      size,
      priceCents: textOf(priceCents),
    })),
  })
  const form = useForm({
    schema: saveOptionGroup,
    typed: {
      kind: body.kind as string,
      name: body.name,
      names: emptyIn(body.names),
      minimum: String(body.minimum),
      maximum: String(body.maximum),
      freeCount: body.freeCount === 0 ? '' : String(body.freeCount),
      isDearest: body.isDearest,
      options: body.options.map(optionTyped),
    },
    read: (typed) => ({
      ...typed,
      kind: typed.kind as GroupKind,
      minimum: numberIn(typed.minimum),
      maximum: numberIn(typed.maximum),
      freeCount: typed.isDearest ? 0 : (orNone(numberIn, typed.freeCount) ?? 0),
      options: typed.options.map(({ contents, ...option }) => ({
        ...option,
        ...statedIn(contents, body.options.find(({ key }) => key === option.key) ?? UNSTATED),
        sizePrices:
          typed.kind === 'size'
            ? []
            : option.sizePrices.map(({ size, priceCents }) => ({
                size,
                priceCents: centsIn(priceCents),
              })),
        priceCents: signedCents(option.priceCents, centsIn),
        maximumQuantity: numberIn(option.maximumQuantity),
      })),
    }),
  })
  const { typed, change } = form
  const item = useItemSave(
    editor,
    { kind: 'option_group', key: groupKey, start: isNew ? null : body },
    (server, input) => server.saveOptionGroup.mutate(input as never),
    onClose,
  )
  const isFixed = isShared(editor, { kind: 'option_group', key: groupKey })
  type TypedOption = (typeof typed.options)[number]
  const setOption = (at: number, part: Partial<TypedOption>) =>
    change(
      'options',
      typed.options.map((option, index) => (index === at ? { ...option, ...part } : option)),
    )
  const blank = (name = '', names = {}): TypedOption => ({
    key: newItemKey(),
    name,
    names: emptyIn(names),
    priceCents: '',
    maximumQuantity: '1',
    isDefault: false,
    sizePrices: [],
    contents: contentsTyped(UNSTATED),
  })
  const fill = (template: keyof typeof TEMPLATES) => {
    const kind = TEMPLATES[template]
    change('kind', kind)
    change('name', t(`template.${template}`))
    change('minimum', kind === 'extra' ? '0' : '1')
    change('maximum', kind === 'extra' ? '3' : '1')
    const names = t(`template.${template}Options`).split('|')
    change(
      'options',
      names.map((name, at) => ({ ...blank(name), isDefault: kind !== 'extra' && at === 0 })),
    )
  }
  const sizes = editor.groups
    .filter(({ key, body: { kind } }) => kind === 'size' && key !== groupKey)
    .flatMap((group) =>
      group.body.options.map((option) => ({
        key: option.key,
        name: `${nameIn(language, group.body)} · ${nameIn(language, option)}`,
      })),
    )
  const contentsWords = useContentsWords()
  const users = editor.dishes.filter((dish) => dish.body.optionGroups.includes(groupKey)).length

  return (
    <EditPanel
      title={isNew ? t('group.new') : nameIn(language, body)}
      isBusy={item.isBusy}
      trouble={item.trouble ?? form.trouble}
      notice={item.notice}
      onSave={form.send((group) => item.save(group as OptionGroupBody))}
      onClose={onClose}
    >
      {isNew ? (
        <fieldset>
          <legend className="mb-1.5 font-medium text-sm">{t('group.template')}</legend>
          <div className="flex flex-wrap gap-2">
            {(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]).map((template) => (
              <Button key={template} variant="outline" size="sm" onClick={() => fill(template)}>
                {t(`template.${template}`)}
              </Button>
            ))}
          </div>
        </fieldset>
      ) : (
        <p className="text-ink-soft text-sm">{t('group.usedBy', { count: users })}</p>
      )}
      {isFixed && <SharedNote editor={editor} of="option_group" />}
      <SharedPart isFixed={isFixed}>
        <TextsIn form={form} of="name" />
        <Segmented
          label={t('group.kind')}
          isLabelShown
          choices={(['size', 'preparation', 'extra'] as const).map((value) => ({
            value,
            text: t(`group.${value}`),
          }))}
          value={typed.kind as GroupKind}
          onChange={(kind) => change('kind', kind)}
        />
        <div className="grid grid-cols-2 gap-3">
          {(['minimum', 'maximum'] as const).map((field) => (
            <Field key={field} label={t(`field.${field}`)} error={form.wrong(field)}>
              <Input inputMode="numeric" {...form.of(field)} />
            </Field>
          ))}
        </div>
      </SharedPart>
      <Fold
        title={t('group.cost')}
        summary={
          typed.isDearest
            ? t('group.dearest')
            : orNone(numberIn, typed.freeCount)
              ? t('group.firstFree', { count: numberIn(typed.freeCount) || 0 })
              : t('group.each')
        }
        isOpenAtFirst={body.isDearest || body.freeCount > 0}
        isWrong={Boolean(form.wrong('freeCount'))}
      >
        <SharedPart isFixed={isFixed}>
          {!typed.isDearest && (
            <Field
              label={t('field.freeCount')}
              hint={t('group.freeHint')}
              error={form.wrong('freeCount')}
            >
              <Input inputMode="numeric" autoComplete="off" {...form.of('freeCount')} />
            </Field>
          )}
          <Checkbox {...form.of('isDearest')} hint={t('group.dearestHint')}>
            {t('group.dearest')}
          </Checkbox>
        </SharedPart>
      </Fold>
      <ol className="space-y-3">
        {typed.options.map((option, at) => {
          const number = at + 1
          return (
            <li key={option.key} className="space-y-3 rounded-2xl border border-line p-3">
              <div className="grid gap-3 sm:grid-cols-2">
                <Field
                  label={t('group.optionName', { number })}
                  error={form.wrong(`options.${at}.name`)}
                >
                  <Input
                    autoComplete="off"
                    value={option.name}
                    disabled={isFixed}
                    onChange={(event) => setOption(at, { name: event.target.value })}
                  />
                </Field>
                {otherLanguages.map((each) => (
                  <Field
                    key={each}
                    label={t('group.optionNameIn', { number, language: OWN_WORDS[each].name })}
                  >
                    <Input
                      autoComplete="off"
                      lang={each}
                      value={option.names[each] ?? ''}
                      disabled={isFixed}
                      onChange={(event) =>
                        setOption(at, { names: { ...option.names, [each]: event.target.value } })
                      }
                    />
                  </Field>
                ))}
                <Field
                  label={`${t('group.price', { number })} (${sign})`}
                  error={form.wrong(`options.${at}.priceCents`)}
                >
                  <Input
                    inputMode="decimal"
                    value={option.priceCents}
                    onChange={(event) => setOption(at, { priceCents: event.target.value })}
                  />
                </Field>
                <Field
                  label={t('group.most', { number })}
                  error={form.wrong(`options.${at}.maximumQuantity`)}
                >
                  <Input
                    inputMode="numeric"
                    value={option.maximumQuantity}
                    disabled={isFixed}
                    onChange={(event) => setOption(at, { maximumQuantity: event.target.value })}
                  />
                </Field>
              </div>
              {typed.kind !== 'size' && sizes.length > 0 && (
                <OtherPrices
                  label={(name) => t('group.sizePrice', { number, name })}
                  add={t('group.addSizePrice', { number })}
                  hint={t('group.sizePriceHint')}
                  offered={sizes}
                  prices={option.sizePrices.map(({ size, priceCents }) => ({
                    key: size,
                    priceCents,
                  }))}
                  wrong={(index) =>
                    form.wrong(`options.${at}.sizePrices.${index}.priceCents` as 'options')
                  }
                  onChange={(prices) =>
                    setOption(at, {
                      sizePrices: prices.map(({ key, priceCents }) => ({ size: key, priceCents })),
                    })
                  }
                />
              )}
              <Fold
                title={t('form.allergens')}
                summary={contentsWords(option.contents)}
                isOpenAtFirst={false}
              >
                <p className="text-ink-soft text-sm">{t('group.allergensHint')}</p>
                <SharedPart isFixed={isFixed}>
                  <ContentsFields
                    label={(allergen) => t('group.contentsOf', { number, allergen })}
                    contents={option.contents}
                    onChange={(contents) => setOption(at, { contents })}
                  />
                </SharedPart>
              </Fold>
              {!isFixed && (
                <div className="flex items-center gap-1">
                  <Checkbox
                    className="flex-1"
                    checked={option.isDefault}
                    onChange={() => setOption(at, { isDefault: !option.isDefault })}
                  >
                    {t('group.default')}
                  </Checkbox>
                  <button
                    type="button"
                    disabled={at === 0}
                    aria-label={t('group.up', { number })}
                    onClick={() => {
                      const others = typed.options.filter((each) => each.key !== option.key)
                      change('options', [
                        ...others.slice(0, at - 1),
                        option,
                        ...others.slice(at - 1),
                      ])
                    }}
                    className="grid size-11 place-items-center rounded-xl text-ink-soft disabled:opacity-40"
                  >
                    <ArrowUp aria-hidden className="size-4" />
                  </button>
                  <button
                    type="button"
                    aria-label={t('group.removeOption', { number })}
                    onClick={() =>
                      change(
                        'options',
                        typed.options.filter((each) => each.key !== option.key),
                      )
                    }
                    className="grid size-11 place-items-center rounded-xl text-ink-soft"
                  >
                    <X aria-hidden className="size-4" />
                  </button>
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {!isFixed && (
        <Button variant="outline" onClick={() => change('options', [...typed.options, blank()])}>
          {t('group.addOption')}
        </Button>
      )}
      {editor.flaws
        .filter(({ kind, key }) => kind === 'option_group' && key === groupKey)
        .map(({ code, about }) => (
          <Alert key={code} tone="warning">
            {t(`flaw.${code}`, { about })}
          </Alert>
        ))}
    </EditPanel>
  )
}

/** '−5', '5', '' = nothing. */
function signedCents(text: string, centsIn: (typed: string) => number): number {
  const typed = text.trim().replace(/^[−-]/, '-')
  if (typed === '') return 0
  return typed.startsWith('-') ? -centsIn(typed.slice(1)) : centsIn(typed)
}

/** How an option stands, in words: what it contains, and of how many allergens it is free. */
function useContentsWords() {
  const t = useTranslations('menu-editor')
  const tGuest = useTranslations('guest')
  const { nameOf } = useAllergyWords()
  const format = useFormatter()
  return (contents: TypedContents): string => {
    const those = (wanted: TypedContents['egg']) =>
      format.list(
        ALLERGENS.filter((each) => contents[each] === wanted).map((each) => nameOf(each)),
        { type: 'unit' },
      )
    const [contained, free] = [those('contains'), those('free')]
    const words = [
      contained && t('group.optionContains', { allergens: contained }),
      free && tGuest('dish.freeFrom', { allergens: free }),
    ].filter(Boolean)
    return words.length > 0 ? words.join(' · ') : t('form.unstated')
  }
}
