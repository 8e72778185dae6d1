// State tables: from each state, where it may go. What is in none of the lists is where things
// begin; an empty list is an end.

export type Moves<State extends string> = Readonly<Record<State, readonly State[]>>

export function mayMove<State extends string>(
  moves: Moves<State>,
  from: State,
  to: NoInfer<State>,
): boolean {
  return moves[from].includes(to)
}

/**
 * From where a table lets a thing come to this state: what an update that moves it compares with.
 */
export function statesBefore<State extends string>(
  moves: Moves<State>,
  to: NoInfer<State>,
): State[] {
  return (Object.keys(moves) as State[]).filter((from) => mayMove(moves, from, to))
}

/** A table as pairs of SQL, `('pending','confirmed'),…`. */
export function movePairs<State extends string>(moves: Moves<State>): string {
  return (Object.keys(moves) as State[])
    .flatMap((from) => moves[from].map((to) => `('${from}','${to}')`))
    .join(',')
}
