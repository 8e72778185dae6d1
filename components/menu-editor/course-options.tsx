// When a dish is brought: by itself whenever it is ready, or with a course.

import { useTranslations } from 'use-intl'
import { MAXIMUM_COURSE } from '@/domain/menu'

export function CourseOptions() {
  const t = useTranslations('menu-editor.form')
  return Array.from({ length: MAXIMUM_COURSE + 1 }, (_, course) => (
    <option key={course} value={course}>
      {course === 0 ? t('whenReady') : t('course', { course })}
    </option>
  ))
}
