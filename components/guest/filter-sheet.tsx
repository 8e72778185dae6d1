// What somebody does not eat: diet, spice, allergens. The menu behind it narrows as one taps.

import { useTranslations } from 'use-intl'
import { AllergenChoice } from '@/components/menu/allergen-choice'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Sheet } from '@/components/ui/sheet'
import type { MenuFilter } from '@/domain/allergies'

const CHOSEN =
  'aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:font-medium aria-pressed:text-primary'

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
        <div>
          <AllergenChoice
            legend={t('menu.without')}
            chosen={withoutAllergens}
            onChange={(next) => onChange({ ...filter, withoutAllergens: next })}
            onStyle={CHOSEN}
          />
          <p className="mt-3 text-ink-soft text-sm">{t('menu.withoutHint')}</p>
        </div>
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
      className={cn('min-h-11 rounded-full border border-line px-4', CHOSEN)}
    >
      {children}
    </button>
  )
}
