// How large a picture may come, and which dish it shows, by what its file is called.

import type { Localized } from './language'
import type { Key } from './menu-document'

/** As a picture may come, before the house makes it smaller. */
export const MOST_PICTURE_BYTES = 15_000_000

type FileDish = {
  key: Key
  name: string
  names: Localized
  /** Full pinyin and initials: 'gongbaojiding gbjd'. */
  pinyin: string
}

export type MatchedFile =
  | { key: Key; trouble: null }
  | {
      key: null
      /** none: no dish is called so; several: more than one is; twice: another file shows it. */
      trouble: 'none' | 'several' | 'twice'
    }

/**
 * The dish of each file: one that is called so in any language or in pinyin; case, spaces and
 * signs do not matter, nor a number before or behind ('03 宫保鸡丁 (2).jpg').
 */
export function matchFiles(files: readonly string[], dishes: readonly FileDish[]): MatchedFile[] {
  const called = new Map<string, Set<Key>>()
  for (const { key, name, names, pinyin } of dishes) {
    const [full = ''] = pinyin.split(' ')
    for (const word of [name, ...Object.values(names), full].map(plain)) {
      if (word !== '') called.set(word, (called.get(word) ?? new Set()).add(key))
    }
  }
  const taken = new Set<Key>()
  return files.map((file): MatchedFile => {
    const words = plain(file.replace(/\.[A-Za-z0-9]{2,5}$/, ''))
    const found = called.get(words) ?? called.get(words.replace(/^\d+|\d+$/g, ''))
    const [key, ...others] = found ?? []
    if (key === undefined) return { key: null, trouble: 'none' }
    if (others.length > 0) return { key: null, trouble: 'several' }
    if (taken.has(key)) return { key: null, trouble: 'twice' }
    taken.add(key)
    return { key, trouble: null }
  })
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
