// A kitchen slip: what a station's printer says of a round, or of what was changed about a dish it has on paper already.

import { type Language, nameIn } from './language'
import type { ChosenOption } from './menu'
import { big, bold, ends, inverse, plain, RULE } from './paper'

export type SlipLine = {
  name: string
  nameEn: string | null
  chosen: readonly ChosenOption[]
  note: string
  quantity: number
  course: number
  /** 叫起: to be made when it is fired. */
  isHeld: boolean
  /** Only on a slip of changes. */
  change: { kind: 'voided' | 'note'; before: string; after: string } | null
}

export type Slip = {
  /** What it is: a new round, dishes of it that were fired, or changes. */
  kind: 'round' | 'fired' | 'changes'
  tableName: string
  orderNumber: string
  roundNumber: number
  isUrgent: boolean
  note: string
  /** Wall clock of the store, HH:MM. */
  time: string
  /** Whose printer it is; null = the whole kitchen's. */
  station: { name: string; nameEn: string | null } | null
  lines: readonly SlipLine[]
  /** 1 = the original; from 2 on the slip says that it is a reprint. */
  copy: number
}

const WORDS = {
  'zh-CN': {
    table: (name: string) => `桌 ${name}`,
    round: (number: number) => (number === 1 ? '首单' : `加菜 第${number}轮`),
    fired: '起菜',
    changes: '改单',
    voided: '退菜',
    noted: '改备注',
    held: '叫起 先不做',
    urgent: '加急',
    course: (number: number) => `第${number}道`,
    note: '备注',
    reprint: (copy: number) => `补打 第${copy}份`,
    wholeKitchen: '厨房',
    order: '单号',
  },
  en: {
    table: (name: string) => `Table ${name}`,
    round: (number: number) => (number === 1 ? 'New order' : `Add-on, round ${number}`),
    fired: 'FIRE',
    changes: 'CHANGE',
    voided: 'VOID',
    noted: 'NOTE CHANGED',
    held: 'HOLD, do not start',
    urgent: 'RUSH',
    course: (number: number) => `Course ${number}`,
    note: 'Note',
    reprint: (copy: number) => `REPRINT, copy ${copy}`,
    wholeKitchen: 'Kitchen',
    order: 'Order',
  },
} as const

/** The slip as a document of paper, in the printer's language. */
export function slipPaper(slip: Slip, language: Language): string {
  const words = WORDS[language]
  const { station } = slip
  const loud = [
    slip.copy > 1 && words.reprint(slip.copy),
    slip.isUrgent && words.urgent,
    slip.kind === 'fired' && words.fired,
    slip.kind === 'changes' && words.changes,
  ].filter((word) => word !== false)
  return [
    ...loud.map((word) => big(inverse(plain(` ${word} `)))),
    big(plain(words.table(slip.tableName))),
    ends(plain(station ? nameIn(language, station) : words.wholeKitchen), plain(slip.time)),
    ends(
      plain(words.round(slip.roundNumber)),
      plain(`${words.order} ${slip.orderNumber.slice(-6)}`),
    ),
    RULE,
    '{width:6,*}',
    ...slip.lines.flatMap((line) => dishOf(line, language)),
    ...(slip.note ? ['{width:*}', RULE, bold(plain(`${words.note}: ${slip.note}`))] : []),
    '',
  ].join('\n')
}

function dishOf(line: SlipLine, language: Language): string[] {
  const words = WORDS[language]
  const { change } = line
  const mark =
    change?.kind === 'voided'
      ? words.voided
      : change?.kind === 'note'
        ? words.noted
        : line.isHeld
          ? words.held
          : null
  const under = [
    ...line.chosen.map(
      (option) =>
        `${nameIn(language, option)}${option.quantity > 1 ? ` × ${option.quantity}` : ''}`,
    ),
    ...(line.course > 0 ? [words.course(line.course)] : []),
  ]
  const note = change?.kind === 'note' ? change.after || '–' : line.note
  return [
    `^^${line.quantity} × |^^${plain(nameIn(language, line))} `,
    ...(mark ? [`||${inverse(plain(` ${mark} `))} `] : []),
    ...(change?.kind === 'voided' && change.after ? [`||${plain(change.after)} `] : []),
    ...under.map((text) => `||${plain(text)} `),
    ...(note ? [`||${bold(plain(`* ${note}`))} `] : []),
  ]
}
