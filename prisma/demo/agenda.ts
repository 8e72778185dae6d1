// What is still to happen, earliest first. Whatever happens may put more on the agenda.

export type Agenda = {
  /** Puts something on the agenda, some minutes after an instant. */
  add: (from: Date, minutes: number, happen: (at: Date) => void) => void
  /** Lets everything happen that is due by an instant (ms). */
  play: (untilMs: number) => void
  /** Nothing more is going to happen. */
  close: () => void
}

export const MINUTE_MS = 60_000

export function openAgenda(): Agenda {
  let entries: { atMs: number; happen: (at: Date) => void }[] = []
  return {
    add: (from, minutes, happen) => {
      entries.push({ atMs: Math.round(from.getTime() + minutes * MINUTE_MS), happen })
    },
    close: () => {
      entries = []
    },
    play: (untilMs) => {
      for (;;) {
        let next = entries[0]
        for (const entry of entries) if (next && entry.atMs < next.atMs) next = entry
        if (!next || next.atMs > untilMs) return
        entries.splice(entries.indexOf(next), 1)
        next.happen(new Date(next.atMs))
      }
    },
  }
}
