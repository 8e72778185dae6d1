// What a dish or an option contains, is free of, and what is not stated of it: a line for each
// allergen.

import { useTranslations } from 'use-intl'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Segmented } from '@/components/ui/segmented'
import { CONTENTS, type Contents, statedOf } from '@/domain/allergies'
import { ALLERGENS, type Allergen } from '@/domain/menu'

type Stated = { allergens: readonly Allergen[]; freeFrom: readonly Allergen[] }
export type TypedContents = Record<Allergen, Contents>

export function ContentsFields({
  label = (allergen) => allergen,
  contents,
  onChange,
}: {
  /** How a line is called for who cannot see what it belongs to. */
  label?: (allergen: string) => string
  contents: TypedContents
  onChange: (contents: TypedContents) => void
}) {
  const t = useTranslations('menu-editor')
  const { nameOf } = useAllergyWords()
  return ALLERGENS.map((each) => (
    <div key={each} className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <span aria-hidden className="text-sm">
        {nameOf(each)}
      </span>
      <Segmented<Contents>
        label={label(nameOf(each))}
        choices={CONTENTS.map((value) => ({ value, text: t(`form.${value}`) }))}
        value={contents[each]}
        onChange={(value) => onChange({ ...contents, [each]: value })}
      />
    </div>
  ))
}

export const contentsTyped = (stated: Stated) =>
  Object.fromEntries(ALLERGENS.map((each) => [each, statedOf(stated, each)])) as TypedContents

/** What nobody touched stays in the order in which it was kept. */
export function statedIn(
  contents: TypedContents,
  old: Stated,
): { allergens: Allergen[]; freeFrom: Allergen[] } {
  const inOldOrder = (kept: readonly Allergen[], wanted: Contents) => {
    const is = (each: Allergen) => contents[each] === wanted
    return [...kept.filter(is), ...ALLERGENS.filter((each) => is(each) && !kept.includes(each))]
  }
  return {
    allergens: inOldOrder(old.allergens, 'contains'),
    freeFrom: inOldOrder(old.freeFrom, 'free'),
  }
}
