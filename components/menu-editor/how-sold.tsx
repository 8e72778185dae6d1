// How a dish is sold: by the portion, by weight or per person, at a price that stands or at the
// market's price of the day, and to be eaten here or taken away.

import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { gramsText, PER_GRAMS, SERVED_AS, type ServedAs } from '@/domain/menu'

const WAYS = ['portion', 'weight', 'person'] as const
export type Sold = {
  way: (typeof WAYS)[number]
  perGrams: number
  isMarketPrice: boolean
  servedAs: ServedAs
}

/** What most markets' prices are of: the jin. */
export const USUAL_GRAMS = 500

export function HowSold({ sold, onChange }: { sold: Sold; onChange: (sold: Sold) => void }) {
  const t = useTranslations('menu-editor.sold')
  const { way, perGrams, isMarketPrice, servedAs } = sold
  return (
    <>
      <div className="space-y-1.5">
        <Segmented
          label={t('by')}
          isLabelShown
          choices={WAYS.map((value) => ({ value, text: t(value) }))}
          value={way}
          onChange={(value) => onChange({ ...sold, way: value })}
        />
        <p className="text-ink-soft text-sm">{t(`${way}Hint`)}</p>
      </div>
      {way === 'weight' && (
        <Field label={t('perGrams')} hint={t('perGramsHint')}>
          <Select
            value={perGrams}
            onChange={(event) => onChange({ ...sold, perGrams: Number(event.target.value) })}
          >
            {PER_GRAMS.map((grams) => (
              <option key={grams} value={grams}>
                {gramsText(grams)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className="space-y-1.5">
        <Segmented
          label={t('price')}
          isLabelShown
          choices={[
            { value: 'fixed', text: t('fixed') },
            { value: 'market', text: t('market') },
          ]}
          value={isMarketPrice ? 'market' : 'fixed'}
          onChange={(value) => onChange({ ...sold, isMarketPrice: value === 'market' })}
        />
        <p className="text-ink-soft text-sm">{t(isMarketPrice ? 'marketHint' : 'fixedHint')}</p>
      </div>
      <div className="space-y-1.5">
        <Segmented
          label={t('servedAs')}
          isLabelShown
          choices={SERVED_AS.map((value) => ({ value, text: t(value) }))}
          value={servedAs}
          onChange={(value) => onChange({ ...sold, servedAs: value })}
        />
        <p className="text-ink-soft text-sm">{t(`${servedAs}Hint`)}</p>
      </div>
    </>
  )
}
