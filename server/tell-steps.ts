// What the terminal reads of a start: each step as it begins, and how long it took.

export type Steps = {
  begin: (what: string) => void
  end: () => void
}

export function tellSteps(say: (line: string) => void, nowMs: () => number): Steps {
  let sinceMs: number | null = null
  const end = () => {
    if (sinceMs !== null) say(`  done in ${Math.round((nowMs() - sinceMs) / 1_000)} s`)
    sinceMs = null
  }
  return {
    end,
    begin: (what) => {
      end()
      say(`${what} …`)
      sinceMs = nowMs()
    },
  }
}
