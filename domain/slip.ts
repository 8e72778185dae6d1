// A kitchen slip: what a station's printer says of a round, or of what was changed about a dish it
// has on paper already.

import type { Say } from '@/text/say'
import type { NamedAllergies } from './allergies'
import { type Language, type Localized, type Named, unitIn } from './language'
import { type ChosenOption, gramsText } from './menu'
import {
  type Cell,
  ends,
  line,
  named,
  type PaperDocument,
  type PaperLine,
  type Words,
} from './paper'

export type SlipLine = {
  name: string
  names: Localized
  chosen: readonly ChosenOption[]
  note: string
  grams: number | null
  /** False while it waits for its weight or its price. */
  isPriced: boolean
  quantity: number
  /** What a portion is called; empty = not said. */
  unit: string
  units: Localized
  course: number
  /** 叫起: to be made when it is fired. */
  isHeld: boolean
  /** Only on a slip of changes. */
  change: { kind: 'voided' | 'note'; before: string; after: string } | null
}

export type Slip = {
  /** What it is: a new round, dishes of it that were fired, changes, or allergies said later. */
  kind: 'round' | 'fired' | 'changes' | 'allergies'
  tableName: string
  orderNumber: string
  roundNumber: number
  isUrgent: boolean
  /** 外带: it is packed. */
  isTakeaway: boolean
  note: string
  /** What the people at the table are allergic to. */
  allergies: readonly NamedAllergies[]
  /** Wall clock of the store when the kitchen was to have it, HH:MM. */
  time: string
  /** The same when it is printed, where that is late; null = it comes when it should. */
  lateTime: string | null
  /** Whose printer it is; null = the whole kitchen's. */
  station: { name: string; names: Localized } | null
  lines: readonly SlipLine[]
  /** 1 = the original; from 2 on the slip says that it is a reprint. */
  copy: number
}

/** Paper that comes so long after its time says that it is late, in ms. */
export const LATE_PAPER_MS = 5 * 60_000

const QUANTITY_WIDTH = 6

/** The slip as a document of paper, in the printer's language. */
export function slipPaper(
  slip: Slip,
  language: Language,
  say: Say<'paper'>,
  sayAllergy: Say<'allergies'>,
): PaperDocument {
  const { station, lateTime } = slip
  const loud = [
    slip.copy > 1 && say('slip.reprint', { copy: slip.copy }),
    lateTime !== null && say('slip.late'),
    slip.isUrgent && say('slip.urgent'),
    slip.kind === 'fired' && say('slip.fired'),
    slip.kind === 'changes' && say('slip.changes'),
    slip.kind === 'allergies' && say('slip.allergiesLater'),
  ].filter((word) => word !== false)
  return [
    ...loud.map((word) => line(` ${word} `, { size: 'big', isInverse: true })),
    ...(lateTime === null
      ? []
      : [line(say('slip.lateSince', { time: slip.time, lateTime }), { isBold: true })]),
    slip.isTakeaway
      ? line(` ${say('slip.takeaway', { name: slip.tableName })} `, {
          size: 'big',
          isInverse: true,
        })
      : line(say('slip.table', { name: slip.tableName }), { size: 'big' }),
    ends(station ? named(language, station) : say('slip.wholeKitchen'), slip.time),
    ends(
      say('slip.round', { number: slip.roundNumber }),
      `${say('slip.order')} ${slip.orderNumber.slice(-6)}`,
    ),
    ...allergiesOf(slip.allergies, say, sayAllergy),
    'rule',
    ...slip.lines.flatMap((each) => dishOf(each, language, say)),
    ...(slip.note
      ? (['rule', line(`${say('slip.note')}: ${slip.note}`, { isBold: true })] as const)
      : []),
    'space',
  ]
}

/** Reversed and in capitals, so that nobody reads over them. */
function allergiesOf(
  allergies: readonly NamedAllergies[],
  say: Say<'paper'>,
  sayAllergy: Say<'allergies'>,
): PaperLine[] {
  if (allergies.length === 0) return []
  const whose = ({ guestNumber: number, guestName: name }: NamedAllergies) => {
    if (number === null) return sayAllergy('table')
    return name === null ? sayAllergy('guest', { number }) : sayAllergy('named', { name, number })
  }
  return [
    line(` ${say('slip.allergies')} `, { size: 'big', isInverse: true }),
    ...allergies.map((each) => {
      const what = [...each.allergens.map((of) => sayAllergy(`allergen.${of}`)), each.other].filter(
        (word) => word !== '',
      )
      const words = sayAllergy('of', { whose: whose(each), what: what.join(sayAllergy('and')) })
      return line(` ${words.toUpperCase()} `, { isBold: true, isInverse: true })
    }),
  ]
}

function dishOf(dish: SlipLine, language: Language, say: Say<'paper'>): PaperLine[] {
  const { change } = dish
  const mark =
    change?.kind === 'voided'
      ? say('slip.voided')
      : change?.kind === 'note'
        ? say('slip.noted')
        : dish.isHeld
          ? say('slip.held')
          : null
  const note = change?.kind === 'note' ? change.after || '–' : dish.note
  const under = (cell: Cell): PaperLine => ({ cells: [{ words: '', width: QUANTITY_WIDTH }, cell] })
  return [
    {
      cells: [
        { words: `${dish.quantity} ×`, width: QUANTITY_WIDTH, size: 'tall' },
        { words: dishWords(dish, language), size: 'tall' },
      ],
    },
    ...(mark ? [under({ words: ` ${mark} `, isInverse: true })] : []),
    ...(dish.isPriced || change?.kind === 'voided'
      ? []
      : [under({ words: ` ${say('slip.unpriced')} `, isInverse: true })]),
    ...(dish.grams === null ? [] : [under({ words: gramsText(dish.grams) })]),
    ...(change?.kind === 'voided' && change.after ? [under({ words: change.after })] : []),
    ...dish.chosen.map((option) => under({ words: optionWords(option, language) })),
    ...(dish.course > 0 ? [under({ words: say('slip.course', { number: dish.course }) })] : []),
    ...(note ? [under({ words: `* ${note}`, isBold: true })] : []),
  ]
}

/** A dish with what a portion of it is called, where somebody said it. */
export function dishWords(
  dish: Named & { unit: string; units: Localized },
  language: Language,
): Words {
  const unit = unitIn(language, dish)
  return named(language, dish, (name) => (unit ? `${name} / ${unit}` : name))
}

/** An option as it is read: with how many of it, where that is more than one. */
export function optionWords(option: ChosenOption, language: Language) {
  const times = option.quantity > 1 ? ` ×${option.quantity}` : ''
  return named(language, option, (name) => `${name}${times}`)
}
