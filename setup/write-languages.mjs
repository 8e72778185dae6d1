// The languages of the house are the folders of text/. This writes down, in TypeScript, which there
// are and what stands in each, so that the compiler holds every one of them to the files and keys
// of the first. To add a language, add its folder. No imports but Node's.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What every text is first written in; its files say which texts there are. */
const FIRST = 'zh-CN'
const BY =
  '// Written by setup/write-languages.mjs from the folders beside it: a folder is a language.\n'

/**
 * Writes `languages.ts` (which there are, and what each is called: small, for everybody) and
 * `all.ts` (every text: for the server only).
 * @param folder where the languages' folders are
 * @returns whether anything was other than before
 */
export function writeLanguages(folder = 'text') {
  const written = Object.entries(modulesOf(folder)).map(([name, text]) => {
    const path = join(folder, name)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return false
    writeFileSync(path, text)
    return true
  })
  return written.includes(true)
}

/** Both modules as they are to be, by name. */
export function modulesOf(folder) {
  const languages = languagesIn(folder)
  const files = readdirSync(join(folder, FIRST))
    .map((file) => file.replace(/\.json$/, ''))
    .sort()
  return { 'languages.ts': listOf(languages), 'all.ts': textsOf(languages, files) }
}

/** A folder that is called as a language is (RFC 5646); the first one first, the others by name. */
function languagesIn(folder) {
  const others = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => name !== FIRST)
  return [FIRST, ...others.sort()]
}

function listOf(languages) {
  return `${BY}
${languages.map((language) => `import ${nameOf(language, 'language')} from './${language}/language.json'`).join('\n')}

export const LANGUAGES = [${languages.map((each) => `'${each}'`).join(', ')}] as const
export type Language = (typeof LANGUAGES)[number]

/** What each language says of itself, in itself: names, the way to it, what joins a list. */
export const OWN_WORDS: Readonly<Record<Language, typeof ${nameOf(FIRST, 'language')}>> = {
${languages.map((language) => `  '${language}': ${nameOf(language, 'language')},`).join('\n')}
}
`
}

function textsOf(languages, files) {
  const each = (language, line) => files.map((file) => line(file, nameOf(language, file)))
  return `${BY}
import type { Language } from './languages'
${languages
  .flatMap((language) =>
    each(language, (file, name) => `import ${name} from './${language}/${file}.json'`),
  )
  .join('\n')}

export type Texts = {
${each(FIRST, (file, name) => `  '${file}': typeof ${name}`).join('\n')}
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
${languages
  .map(
    (language) =>
      `  '${language}': {\n${each(language, (file, name) => `    '${file}': ${name},`).join('\n')}\n  },`,
  )
  .join('\n')}
}
`
}

/** zh-CN and sold-out → zhCNSoldOut */
function nameOf(language, file) {
  const part = (text) => text[0].toUpperCase() + text.slice(1)
  const [first, ...rest] = [...language.split('-'), ...file.split('-')]
  return [first, ...rest.map(part)].join('')
}
