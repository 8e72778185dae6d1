// One dish, as it is filled in: its words in every language, its prices, what it contains, who
// makes it, what is asked of it, and of a combo what it is made of.

import { useLocale, useTranslations } from 'use-intl'
import { PictureField } from '@/components/desk/picture-field'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type Money, useMoney } from '@/components/ui/money'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { type Language, type Localized, nameIn, unitIn } from '@/domain/language'
import { DIET_TAGS, gramsText } from '@/domain/menu'
import { type DishBody, isSame, type Key, type SlotBody } from '@/domain/menu-document'
import { type Prices, pricesOf } from '@/domain/menu-shared'
import { saveDish } from '@/forms/menu/editor'
import { ComboSlots, type TypedSlot } from './combo-slots'
import { ContentsFields, contentsTyped, statedIn } from './contents-fields'
import { CourseOptions } from './course-options'
import { EditPanel } from './edit-panel'
import { Fold } from './fold'
import { HowSold, USUAL_GRAMS } from './how-sold'
import { isShared, leaderPrices, SharedNote, SharedPart } from './of-leader'
import { OtherPrices } from './other-prices'
import { PhoneFrame } from './phone-frame'
import { previewDish } from './preview-dish'
import { otherLanguages, TextsIn } from './texts-in'
import { type Editor, newItemKey } from './use-editor'
import { useItemSave } from './use-item-save'

const emptyIn = (texts: Localized = {}): Record<string, string> => ({
  ...Object.fromEntries(otherLanguages.map((language) => [language, ''])),
  ...texts,
})

const typedSlots = (slots: readonly SlotBody[], { textOf }: Money): TypedSlot[] =>
  slots.map((slot) => ({
    ...slot,
    names: emptyIn(slot.names),
    minimum: String(slot.minimum),
    maximum: String(slot.maximum),
    choices: slot.choices.map(({ dish, extraCents }) => ({ dish, extraCents: textOf(extraCents) })),
  }))

export function DishPanel({
  editor,
  dishKey,
  body,
  isNew,
  onClose,
}: {
  editor: Editor
  dishKey: Key
  /** As it is when the panel opens. */
  body: DishBody
  isNew: boolean
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const tGuest = useTranslations('guest')
  const language = useLocale() as Language
  const money = useMoney()
  const { sign, textOf, centsIn, centsOf, priceOf } = money
  const priceText = (cents: number | null) => (cents === null ? '' : textOf(cents))
  const atFirst = {
    name: body.name,
    names: emptyIn(body.names),
    description: body.description,
    descriptions: emptyIn(body.descriptions),
    unit: body.unit,
    units: emptyIn(body.units),
    category: body.category as string,
    kind: body.kind as string,
    priceCents: isNew && body.name === '' ? '' : textOf(body.priceCents),
    promoPriceCents: priceText(body.promoPriceCents),
    memberPriceCents: priceText(body.memberPriceCents),
    hourPrices: body.hourPrices.map((price) => ({
      ...price,
      priceCents: textOf(price.priceCents),
    })),
    isPerPerson: body.isPerPerson,
    perGrams: body.perGrams,
    isMarketPrice: body.isMarketPrice,
    hasLevelShare: body.hasLevelShare,
    taxClass: body.taxClass as string,
    takeawayTaxClass: (body.takeawayTaxClass ?? '') as string,
    servedAs: body.servedAs as string,
    spiciness: String(body.spiciness),
    contents: contentsTyped(body),
    dietTags: [...body.dietTags] as string[],
    isSignature: body.isSignature,
    promisedMinutes: body.promisedMinutes === null ? '' : String(body.promisedMinutes),
    course: body.course === null ? '' : String(body.course),
    stations: [...body.stations] as string[],
    optionGroups: [...body.optionGroups] as string[],
    slots: typedSlots(body.slots, money),
    picture: body.picture as string | null,
  }
  const read = ({ contents, slots, ...typed }: typeof atFirst) => ({
    ...typed,
    kind: typed.kind as DishBody['kind'],
    taxClass: typed.taxClass as DishBody['taxClass'],
    takeawayTaxClass: (typed.takeawayTaxClass || null) as DishBody['takeawayTaxClass'],
    servedAs: typed.servedAs as DishBody['servedAs'],
    dietTags: typed.dietTags as never,
    priceCents: typed.isMarketPrice ? (centsOf(typed.priceCents) ?? 0) : centsIn(typed.priceCents),
    hourPrices: typed.hourPrices.map((price) => ({
      ...price,
      priceCents: centsIn(price.priceCents),
    })),
    perGrams: typed.perGrams as never,
    promoPriceCents: typed.isMarketPrice
      ? centsOf(typed.promoPriceCents)
      : orNone(centsIn, typed.promoPriceCents),
    memberPriceCents: typed.isMarketPrice
      ? centsOf(typed.memberPriceCents)
      : orNone(centsIn, typed.memberPriceCents),
    spiciness: Number(typed.spiciness),
    promisedMinutes: orNone(numberIn, typed.promisedMinutes),
    course: orNone(numberIn, typed.course),
    ...statedIn(contents, body),
    slots:
      typed.kind === 'combo'
        ? slots.map((slot) => ({
            ...slot,
            minimum: numberIn(slot.minimum),
            maximum: numberIn(slot.maximum),
            choices: slot.choices.map(({ dish, extraCents }) => ({
              dish,
              extraCents: extraCents.trim() === '' ? 0 : centsIn(extraCents),
            })),
          }))
        : [],
  })
  const form = useForm({ schema: saveDish, typed: atFirst, read })
  const { typed, change } = form
  const start = isNew ? null : body
  const item = useItemSave(
    editor,
    { kind: 'dish', key: dishKey, start },
    (server, input) => server.saveDish.mutate(input as never),
    onClose,
  )
  const request = form.requestNow()
  const fallback = editor.stations.find(({ isDefault }) => isDefault)
  const isFixed = isShared(editor, { kind: 'dish', key: dishKey })
  const brandPrices = leaderPrices(editor, dishKey)
  const isPriceOwn =
    brandPrices !== null && request !== null && !isSame(brandPrices, pricesOf(request as DishBody))
  const takeBrandPrices = (prices: Prices) => {
    change('priceCents', textOf(prices.priceCents))
    change('promoPriceCents', priceText(prices.promoPriceCents))
    change('memberPriceCents', priceText(prices.memberPriceCents))
    change(
      'hourPrices',
      prices.hourPrices.map((price) => ({ ...price, priceCents: textOf(price.priceCents) })),
    )
  }
  const toggled = (list: readonly string[], each: string) =>
    list.includes(each) ? list.filter((one) => one !== each) : [...list, each]
  const hourWrong = (at: number) => form.wrong(`hourPrices.${at}.priceCents` as 'hourPrices')
  const { perGrams, isPerPerson, isMarketPrice } = typed
  const servedAs = typed.servedAs as DishBody['servedAs']
  const unit = unitIn(language, typed)
  const per =
    perGrams === null ? (isPerPerson ? t('sold.onePerson') : unit || null) : gramsText(perGrams)
  const price = (name: 'priceCents' | 'promoPriceCents' | 'memberPriceCents', hint?: string) => (
    <Field
      label={`${t(`field.${name}`)} (${[sign, per].filter(Boolean).join(' / ')})`}
      error={form.wrong(name)}
      hint={hint}
    >
      <Input inputMode="decimal" autoComplete="off" {...form.of(name)} />
    </Field>
  )

  return (
    <>
      <EditPanel
        title={isNew ? t('form.newDish') : nameIn(language, body)}
        isBusy={item.isBusy}
        trouble={item.trouble ?? form.trouble}
        notice={item.notice}
        onSave={form.send((dish) => item.save(dish as DishBody))}
        onClose={onClose}
      >
        {isFixed && <SharedNote editor={editor} of="dish" />}
        <section className="space-y-3">
          <h3 className="font-semibold">{t('form.basics')}</h3>
          <SharedPart isFixed={isFixed}>
            <TextsIn form={form} of="name" />
            <PictureField
              of="dish"
              name={typed.name}
              picture={typed.picture}
              onChange={(picture) => change('picture', picture)}
            />
            <Field label={t('field.category')} error={form.wrong('category')}>
              <Select {...form.of('category')}>
                {editor.categories.map((category) => (
                  <option key={category.key} value={category.key}>
                    {nameIn(language, category.body)}
                  </option>
                ))}
              </Select>
            </Field>
          </SharedPart>
          {isMarketPrice ? (
            <Alert tone="info">{t('sold.marketNote')}</Alert>
          ) : (
            <div className="grid gap-3 sm:grid-cols-3">
              {price('priceCents')}
              {price('promoPriceCents', t('form.optional'))}
              {price('memberPriceCents', t('form.optional'))}
            </div>
          )}
          {isPriceOwn && brandPrices && (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
              <span>
                {t('shared.ownPrice', {
                  price: priceOf(brandPrices.promoPriceCents ?? brandPrices.priceCents),
                })}
              </span>
              <Button variant="outline" size="sm" onClick={() => takeBrandPrices(brandPrices)}>
                {t('shared.takePrice')}
              </Button>
            </div>
          )}
          <Fold
            title={t('sold.title')}
            summary={[
              perGrams === null
                ? t(isPerPerson ? 'sold.person' : 'sold.portion')
                : t('sold.weightOf', { weight: gramsText(perGrams) }),
              perGrams === null ? unit : '',
              t(isMarketPrice ? 'sold.market' : 'sold.fixed'),
              t(`sold.${servedAs}`),
            ]
              .filter(Boolean)
              .join(' · ')}
            isOpenAtFirst={
              body.perGrams !== null ||
              body.isPerPerson ||
              body.isMarketPrice ||
              body.servedAs !== 'anywhere'
            }
            isWrong={Boolean(form.wrong('unit') || form.wrong('units'))}
          >
            <SharedPart isFixed={isFixed}>
              <HowSold
                sold={{
                  way: perGrams === null ? (isPerPerson ? 'person' : 'portion') : 'weight',
                  perGrams: perGrams ?? USUAL_GRAMS,
                  isMarketPrice,
                  servedAs,
                }}
                onChange={(sold) => {
                  change('isPerPerson', sold.way === 'person')
                  change('perGrams', sold.way === 'weight' ? sold.perGrams : null)
                  change('isMarketPrice', sold.isMarketPrice)
                  change('servedAs', sold.servedAs)
                }}
              />
              {perGrams === null && <TextsIn form={form} of="unit" hint={t('form.unitHint')} />}
            </SharedPart>
          </Fold>
          <Fold
            title={t('form.otherPrices')}
            summary={[
              isMarketPrice || typed.hourPrices.length === 0
                ? t('form.noHourPrices')
                : t('form.hourPrices', { count: typed.hourPrices.length }),
              t(typed.hasLevelShare ? 'form.levelOn' : 'form.levelOff'),
            ].join(' · ')}
            isOpenAtFirst={body.hourPrices.length > 0 || !body.hasLevelShare}
            isWrong={typed.hourPrices.some((_, at) => hourWrong(at))}
          >
            {!isMarketPrice &&
              (editor.schedules.length === 0 ? (
                <p className="text-ink-soft text-sm">{t('form.noHours')}</p>
              ) : (
                <OtherPrices
                  label={(name) => t('form.hourPrice', { name })}
                  add={t('form.addHourPrice')}
                  hint={t('form.hourPriceHint')}
                  offered={editor.schedules.map(({ key, body: { name } }) => ({ key, name }))}
                  prices={typed.hourPrices.map(({ schedule, priceCents }) => ({
                    key: schedule,
                    priceCents,
                  }))}
                  wrong={hourWrong}
                  onChange={(prices) =>
                    change(
                      'hourPrices',
                      prices.map(({ key, priceCents }) => ({ schedule: key, priceCents })),
                    )
                  }
                />
              ))}
            <SharedPart isFixed={isFixed}>
              <Checkbox {...form.of('hasLevelShare')} hint={t('form.levelHint')}>
                {t('field.hasLevelShare')}
              </Checkbox>
            </SharedPart>
          </Fold>
          <SharedPart isFixed={isFixed}>
            <TextsIn form={form} of="description" />
            <Segmented
              label={t('field.spiciness')}
              isLabelShown
              choices={(['0', '1', '2', '3'] as const).map((value) => ({
                value,
                text: t(`form.spicy.${value}`),
              }))}
              value={typed.spiciness as '0'}
              onChange={(value) => change('spiciness', value)}
            />
            <Checkbox {...form.of('isSignature')} hint={t('form.signatureHint')}>
              {t('field.isSignature')}
            </Checkbox>
          </SharedPart>
        </section>

        <section className="space-y-2">
          <h3 className="font-semibold">{t('form.allergens')}</h3>
          <p className="text-ink-soft text-sm">{t('form.allergensHint')}</p>
          <SharedPart isFixed={isFixed}>
            <ContentsFields
              contents={typed.contents}
              onChange={(contents) => change('contents', contents)}
            />
            <fieldset className="pt-2">
              <legend className="font-medium text-sm">{t('form.diets')}</legend>
              <div className="flex flex-wrap gap-x-5">
                {DIET_TAGS.map((tag) => (
                  <Checkbox
                    key={tag}
                    checked={typed.dietTags.includes(tag)}
                    onChange={() => change('dietTags', toggled(typed.dietTags, tag))}
                  >
                    {tGuest(`diet.${tag}`)}
                  </Checkbox>
                ))}
              </div>
            </fieldset>
          </SharedPart>
        </section>

        <section className="space-y-3">
          <h3 className="font-semibold">{t('form.kitchen')}</h3>
          <fieldset>
            <legend className="font-medium text-sm">{t('field.stations')}</legend>
            <div className="flex flex-wrap gap-x-5">
              {editor.stations.map((station) => (
                <Checkbox
                  key={station.key}
                  checked={typed.stations.includes(station.key)}
                  onChange={() =>
                    change(
                      'stations',
                      editor.stations
                        .map(({ key }) => key)
                        .filter((key) => toggled(typed.stations, station.key).includes(key))
                        .sort((one, other) => Number(one) - Number(other)),
                    )
                  }
                >
                  {nameIn(language, station)}
                </Checkbox>
              ))}
            </div>
            {fallback && (
              <p className="text-ink-soft text-sm">
                {t('form.stationsHint', { name: nameIn(language, fallback) })}
              </p>
            )}
          </fieldset>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field
              label={t('field.promisedMinutes')}
              error={form.wrong('promisedMinutes')}
              hint={t('form.usual')}
            >
              <Input inputMode="numeric" autoComplete="off" {...form.of('promisedMinutes')} />
            </Field>
            <Field label={t('field.course')} error={form.wrong('course')}>
              <Select {...form.of('course')}>
                <option value="">{t('form.anyCourse')}</option>
                <CourseOptions />
              </Select>
            </Field>
            <Field label={t('field.taxClass')} error={form.wrong('taxClass')}>
              <Select {...form.of('taxClass')}>
                <option value="standard">{t('form.standard')}</option>
                <option value="reduced">{t('form.reduced')}</option>
              </Select>
            </Field>
            <Field label={t('field.takeawayTaxClass')} error={form.wrong('takeawayTaxClass')}>
              <Select {...form.of('takeawayTaxClass')}>
                <option value="">{t('form.sameTax')}</option>
                <option value="standard">{t('form.standard')}</option>
                <option value="reduced">{t('form.reduced')}</option>
              </Select>
            </Field>
          </div>
        </section>

        <SharedPart isFixed={isFixed}>
          <section className="space-y-3">
            <h3 className="font-semibold">{t('form.options')}</h3>
            <p className="text-ink-soft text-sm">
              {t(editor.groups.length === 0 ? 'form.noGroups' : 'form.optionsHint')}
            </p>
            <div className="flex flex-wrap gap-x-5">
              {editor.groups.map((group) => {
                const at = typed.optionGroups.indexOf(group.key)
                return (
                  <Checkbox
                    key={group.key}
                    checked={at !== -1}
                    onChange={() => change('optionGroups', toggled(typed.optionGroups, group.key))}
                    hint={group.body.options.map((each) => nameIn(language, each)).join(' · ')}
                  >
                    {at === -1 ? '' : `${at + 1}. `}
                    {nameIn(language, group.body)}
                  </Checkbox>
                )
              })}
            </div>
          </section>

          <section className="space-y-3">
            <Segmented
              label={t('field.kind')}
              isLabelShown
              choices={[
                { value: 'single', text: t('form.kindSingle') },
                { value: 'combo', text: t('form.kindCombo') },
              ]}
              value={typed.kind as 'single'}
              onChange={(kind) => {
                change('kind', kind)
                if (kind === 'combo' && typed.slots.length === 0) addSlot()
              }}
            />
            {typed.kind === 'combo' && (
              <>
                <ComboSlots
                  editor={editor}
                  ownKey={dishKey}
                  slots={typed.slots}
                  wrong={(at, field) => form.wrong(`slots.${at}.${field}` as 'slots.0.name')}
                  onChange={(slots) => change('slots', slots)}
                />
                <Button variant="outline" onClick={addSlot}>
                  {t('form.addSlot')}
                </Button>
              </>
            )}
          </section>
        </SharedPart>
        {editor.flaws
          .filter(({ kind, key }) => kind === 'dish' && key === dishKey)
          .map(({ code, about }) => (
            <Alert key={code + about} tone="warning">
              {t(`flaw.${code}`, { about })}
            </Alert>
          ))}
      </EditPanel>
      <PhoneFrame dish={previewDish(read(typed) as DishBody, editor.document)} />
    </>
  )

  function addSlot() {
    const slot: TypedSlot = {
      key: newItemKey(),
      name: '',
      names: emptyIn(),
      minimum: '1',
      maximum: '1',
      choices: [],
    }
    change('slots', [...typed.slots, slot])
  }
}
