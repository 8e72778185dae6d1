// In which course a dish is brought; where it may follow its category, that is the first choice.

import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/select'
import { MAXIMUM_COURSE } from '@/domain/menu'

const COURSES = Array.from({ length: MAXIMUM_COURSE + 1 }, (_, course) => course)

export function CourseField({
  name,
  value,
  usual,
  onSave,
}: {
  name: string
  value: number | null
  /** The category's, which counts where the dish has none of its own. */
  usual?: number
  onSave: (value: number | null) => void
}) {
  const t = useTranslations('kitchen.arrange')
  const textOf = (course: number) => (course === 0 ? t('anyTime') : t('course', { course }))
  return (
    <Select
      aria-label={name}
      value={value ?? ''}
      onChange={({ target }) => onSave(target.value === '' ? null : Number(target.value))}
    >
      {usual !== undefined && <option value="">{t('asCategory', { as: textOf(usual) })}</option>}
      {COURSES.map((course) => (
        <option key={course} value={course}>
          {textOf(course)}
        </option>
      ))}
    </Select>
  )
}
