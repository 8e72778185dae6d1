import { expect, it } from 'vitest'
import { isAskedForLanguage, languageOf, namesIn } from './language'

it.each([
  ['en', 'zh-CN', 'en'],
  ['zh-CN', 'en-US', 'zh-CN'],
  ['fr', 'en-US', 'en'],
  [undefined, undefined, 'zh-CN'],
  [undefined, '', 'zh-CN'],
  [undefined, '*', 'zh-CN'],
  [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
  [undefined, 'en;q=0.5, zh-CN;q=0.8', 'zh-CN'],
  [undefined, 'zh-CN;q=0, fr', 'en'],
  [undefined, 'ja,ko;q=0.9', 'en'],
  [undefined, 'fr-CH, fr;q=0.9, *;q=0.5', 'en'],
  [undefined, 'th, zh;q=0.1', 'zh-CN'],
  [undefined, 'en;q=0', 'zh-CN'],
  [undefined, 'zh;q=0', 'en'],
  [undefined, 'zh;q=0, *', 'en'],
  [undefined, 'fr, en;q=0', 'zh-CN'],
  [undefined, 'fr, en;q=0, zh;q=0', 'en'],
  [undefined, 'ZH_tw', 'zh-CN'],
  [undefined, 'yue-Hant-HK, en;q=0.9', 'zh-CN'],
  [undefined, 'cmn-Hans-CN', 'zh-CN'],
  [undefined, 'fr, zh ; q = 0.2, en;q=0.1', 'zh-CN'],
  // Other languages whose names only begin alike.
  [undefined, 'zha', 'en'],
  [undefined, 'enm,zh;q=0.3', 'zh-CN'],
  [undefined, 'q=1;;,;;q=x', 'en'],
] as const)('who chose %s and whose browser says %j reads %s', (chosen, accepted, language) => {
  expect(languageOf(chosen, accepted)).toBe(language)
})

it.each([
  ['zh-TW', true],
  ['zh-HK,zh;q=0.9,en;q=0.8', true],
  ['zh-MO', true],
  ['zh-Hant', true],
  ['zh-Hant-CN', true],
  ['zh_TW', true],
  ['yue-HK', true],
  ['fr, zh-TW;q=0.5', true],
  ['en;q=0.5, zh-TW;q=0.8', true],
  ['zh-CN', false],
  ['zh', false],
  ['zh-Hans-HK', false],
  ['zh-SG', false],
  ['yue-CN', false],
  ['en, zh-TW;q=0.9', false],
  ['zh-CN, zh-TW;q=0.9', false],
  ['zh-TW;q=0, en', false],
  ['fr', false],
  ['*', false],
  ['', false],
  [undefined, false],
])('whose browser says %j is asked: %s', (accepted, isAsked) => {
  expect(isAskedForLanguage(undefined, accepted)).toBe(isAsked)
  expect(isAskedForLanguage('zh-CN', accepted)).toBe(false)
  expect(isAskedForLanguage('en', accepted)).toBe(false)
  if (isAsked) expect(languageOf(undefined, accepted)).toBe('zh-CN')
})

it.each([
  ['en', { en: 'Rice' }, ['Rice', '米饭']],
  ['en', {}, ['米饭']],
  ['zh-CN', { en: 'Rice' }, ['米饭', 'Rice']],
  ['zh-CN', { 'zh-CN': '白饭', en: 'Rice' }, ['白饭', '米饭', 'Rice']],
  ['en', { fr: 'Riz' }, ['米饭', 'Riz']],
] as const)(
  'in %s a name is what it is called there, as it was first written, in any: %j',
  (language, names, tried) => {
    expect(namesIn(language, { name: '米饭', names })).toEqual(tried)
  },
)
