// What a dish's name sounds like, for its search.

import { pinyin } from 'pinyin-pro'

/** Full pinyin and initials: 'gongbaojiding gbjd'. */
export function pinyinOf(name: string): string {
  const full = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed' })
  return `${full.join('')} ${full.map((syllable) => syllable[0]).join('')}`
}
