// How a text is asked for: by its key within its file, with what belongs into its gaps.

import type { Texts } from './all'

type KeysOf<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? Key : `${Key}.${KeysOf<Node[Key]>}`
}[keyof Node & string]

/** Every key of a file; a text that is not there does not compile. */
export type KeyIn<File extends keyof Texts> = KeysOf<Texts[File]>

export type Gaps = Readonly<Record<string, string | number>>
export type Say<File extends keyof Texts> = (key: KeyIn<File>, gaps?: Gaps) => string
