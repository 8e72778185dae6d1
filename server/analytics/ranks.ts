// By what a ranking may be sorted, and how that is said in SQL. Whatever is asked for, what is
// equal stands in the same order, so that a list cut off at any row is the beginning of the whole
// one.

export const DIRECTIONS = ['desc', 'asc'] as const
export type Direction = (typeof DIRECTIONS)[number]

export type Rank<Key extends string> = { by: Key; direction: Direction }

/**
 * @param columns the column or expression behind each key, in the order in which equal ones are
 *   told apart
 */
export function orderBy<Key extends string>(
  columns: Readonly<Record<Key, string>>,
  id: string,
  { by, direction }: Rank<Key>,
): string {
  const others = (Object.keys(columns) as Key[]).filter((key) => key !== by)
  const down = direction === 'asc' ? 'ASC' : 'DESC'
  return [
    `${columns[by]} ${down}`,
    ...others.map((key) => `${columns[key]} DESC`),
    `${id} ASC`,
  ].join(', ')
}

/** One for each way to sort, by how it is asked for. */
export function rankTop<Key extends string, Made>(
  keys: readonly Key[],
  make: (rank: Rank<Key>) => Made,
): (rank: Rank<Key>) => Made {
  const all = keys.flatMap((by) =>
    DIRECTIONS.map((direction) => ({ by, direction, made: make({ by, direction }) })),
  )
  return (rank) => {
    const found = all.find(({ by, direction }) => by === rank.by && direction === rank.direction)
    if (!found) throw new Error(`nothing is sorted by ${rank.by}`)
    return found.made
  }
}
