// What is said of an item in a list: new, changed, to mend, not named in every language.

import { useTranslations } from 'use-intl'
import { Badge } from '@/components/ui/badge'
import { type MenuItem, nameOfItem } from '@/domain/menu-document'
import { OWN_WORDS } from '@/text/languages'
import { isPricedHere, isShared } from './of-leader'
import { missingIn } from './texts-in'
import type { Editor } from './use-editor'

export function ItemBadges({ editor, item }: { editor: Editor; item: MenuItem }) {
  const t = useTranslations('menu-editor')
  const id = nameOfItem(item)
  const missing = 'names' in item.body ? missingIn(item.body) : []
  return (
    <>
      {editor.flawed.has(id) && <Badge tone="danger">{t('isFlawed')}</Badge>}
      {editor.drafted.has(id) && (
        <Badge tone="info">{t(editor.before.has(id) ? 'isChanged' : 'isNew')}</Badge>
      )}
      {editor.leader && !isShared(editor, item) && <Badge>{t('shared.own')}</Badge>}
      {item.kind === 'dish' && isPricedHere(editor, item.key, item.body) && (
        <Badge>{t('shared.pricedHere')}</Badge>
      )}
      {missing.map((language) => (
        <Badge key={language} tone="warning">
          {t('noEnglish', { language: OWN_WORDS[language].name })}
        </Badge>
      ))}
    </>
  )
}
