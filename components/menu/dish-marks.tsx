// What a dish is marked with: signature, spiciness, diet. Each mark has a word; none speaks by
// colour alone.

import { Flame, Leaf, Star } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { DIET_TAGS } from '@/domain/menu'
import type { MenuDish } from '@/server/menu/read-menu'

export function DishMarks({ dish }: { dish: MenuDish }) {
  const t = useTranslations('guest')
  const diets = DIET_TAGS.filter((tag) => dish.dietTags.includes(tag))
  if (!dish.isSignature && dish.spiciness === 0 && diets.length === 0) return null
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
      {dish.isSignature && (
        <span className="flex items-center gap-0.5 rounded-md bg-primary-soft px-1.5 py-0.5 font-medium text-primary">
          <Star aria-hidden className="size-3 fill-current" />
          {t('menu.signature')}
        </span>
      )}
      {dish.spiciness > 0 && (
        <span className="flex items-center text-danger">
          <span className="sr-only">{t('menu.spiciness', { level: dish.spiciness })}</span>
          {Array.from({ length: dish.spiciness }, (_, index) => (
            <Flame key={index} aria-hidden className="-ml-0.5 size-3.5 fill-current first:ml-0" />
          ))}
        </span>
      )}
      {diets.map((tag) => (
        <span key={tag} className="flex items-center gap-0.5 text-success">
          <Leaf aria-hidden className="size-3.5" />
          {t(`diet.${tag}`)}
        </span>
      ))}
    </span>
  )
}
