// What somebody does not eat: diet, spice, allergens. The menu behind it narrows as one taps.

import { useTranslations } from 'use-intl'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { MenuFilter } from '@/domain/allergies'
import { ALLERGENS } from '@/domain/menu'

export function FilterSheet({
  isOpen,
  filter,
  count,
  onChange,
  onClose,
}: {
  isOpen: boolean
  filter: MenuFilter
  count: number
  onChange: (filter: MenuFilter) => void
  onClose: () => void
}) {
  const t = useTranslations('guest')
  const { nameOf } = useAllergyWords()
  const { isVegetarianOnly, isMildOnly, withoutAllergens } = filter
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t('menu.filters')}
      footer={
        <div className="flex gap-3">
          <Button
            variant="secondary"
            onClick={() =>
              onChange({ isVegetarianOnly: false, isMildOnly: false, withoutAllergens: [] })
            }
          >
            {t('menu.reset')}
          </Button>
          <Button className="flex-1" onClick={onClose}>
            {t('menu.show', { count })}
          </Button>
        </div>
      }
    >
      <div className="space-y-5">
        <div className="flex flex-wrap gap-2">
          <Toggle
            isOn={isVegetarianOnly}
            onTap={() => onChange({ ...filter, isVegetarianOnly: !isVegetarianOnly })}
          >
            {t('menu.vegetarian')}
          </Toggle>
          <Toggle isOn={isMildOnly} onTap={() => onChange({ ...filter, isMildOnly: !isMildOnly })}>
            {t('menu.mild')}
          </Toggle>
        </div>
        <fieldset>
          <legend className="mb-2 font-semibold">{t('menu.without')}</legend>
          <div className="flex flex-wrap gap-2">
            {ALLERGENS.map((allergen) => {
              const isOn = withoutAllergens.includes(allergen)
              const others = withoutAllergens.filter((each) => each !== allergen)
              return (
                <Toggle
                  key={allergen}
                  isOn={isOn}
                  onTap={() =>
                    onChange({
                      ...filter,
                      withoutAllergens: isOn ? others : [...others, allergen],
                    })
                  }
                >
                  {nameOf(allergen)}
                </Toggle>
              )
            })}
          </div>
          <p className="mt-3 text-ink-soft text-sm">{t('menu.withoutHint')}</p>
        </fieldset>
      </div>
    </Sheet>
  )
}

function Toggle({
  isOn,
  onTap,
  children,
}: {
  isOn: boolean
  onTap: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onTap}
      className="min-h-11 rounded-full border border-line px-4 aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:font-medium aria-pressed:text-primary"
    >
      {children}
    </button>
  )
}
