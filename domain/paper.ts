// Paper as text: a document of the receipt markup that server/printing turns into a printer's bytes.

/** A text as it stands, on one line of paper: nothing in it is a command of the markup. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|{}\-=_"`^~]/g, (mark) => `\\${mark}`)
}

/** Both ends of a line, of text that is already plain. */
export const ends = (left: string, right: string) => `${left} | ${right}`

/** A line over the whole width. */
export const RULE = '-'

/** Text, ready for a line of its own: twice as wide and high. */
export const big = (text: string) => `^^^${text}`

/** White on black. */
export const inverse = (text: string) => `\`${text}\``

export const bold = (text: string) => `"${text}"`
