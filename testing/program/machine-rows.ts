// Which machines are tried: so few that a run ends, so many that every value, or every two of them,
// are met on one.

export type Dimensions = Readonly<Record<string, readonly string[]>>
export type MachineRow<Of extends Dimensions> = { [Name in keyof Of]: Of[Name][number] }

/** Values that are to meet on one machine. */
type Meeting = readonly { name: string; value: string }[]

/**
 * The same rows for the same dimensions, each chosen so that it covers the most that no earlier one
 * did.
 * @param strength 1 = every value is in a row, 2 = every two values of different dimensions are
 *   together in one
 */
export function rowsCovering<const Of extends Dimensions>(
  dimensions: Of,
  strength: 1 | 2,
): MachineRow<Of>[] {
  const names = Object.keys(dimensions)
  let open = meetingsOf(dimensions, strength)
  const rows: MachineRow<Of>[] = []
  for (let first = open[0]; first; first = open[0]) {
    const row = new Map(first.map(({ name, value }) => [name, value]))
    for (const name of names.filter((each) => !row.has(each))) {
      const values = dimensions[name] ?? []
      const gains = values.map((value) => gainOf(open, new Map(row).set(name, value), name))
      // Of equals not always the first, so that no value is on nearly every machine.
      const best = turned(values, rows.length).reduce((one, other) =>
        (gains[values.indexOf(other)] ?? 0) > (gains[values.indexOf(one)] ?? 0) ? other : one,
      )
      row.set(name, best)
    }
    const covered = Object.fromEntries(row)
    open = open.filter((meeting) => !meeting.every(({ name, value }) => covered[name] === value))
    rows.push(Object.fromEntries(names.map((name) => [name, covered[name]])) as MachineRow<Of>)
  }
  return rows
}

export function meetingsOf(dimensions: Dimensions, strength: 1 | 2): Meeting[] {
  const ones = Object.entries(dimensions).map(([name, values]) =>
    values.map((value) => ({ name, value })),
  )
  if (strength === 1) return ones.flat().map((one) => [one])
  return ones.flatMap((here, at) =>
    here.flatMap((one) =>
      ones.slice(at + 1).flatMap((there) => there.map((other) => [one, other])),
    ),
  )
}

/** How many open meetings a value brings about or may still bring about with what the row has. */
function gainOf(open: readonly Meeting[], row: ReadonlyMap<string, string>, name: string): number {
  return open.filter(
    (meeting) =>
      meeting.some((each) => each.name === name) &&
      meeting.every((each) => row.get(each.name) === each.value),
  ).length
}

function turned<Thing>(things: readonly Thing[], by: number): Thing[] {
  return things.map((_, at) => things[(at + by) % things.length] as Thing)
}
