// What came between two readings of the tickets: what a screen rings for, and says aloud.

import {
  isReadyToGo,
  isToRead,
  isUntouched,
  openChanges,
  type Ticket,
  type TicketLine,
} from '@/domain/kitchen'

export type NewsKind = 'new' | 'changed' | 'voided' | 'ready'

export type News = {
  kind: NewsKind
  ticket: Ticket
  /** Which dish was changed or taken back. */
  line: TicketLine | null
}

/** What a reader remembers: rounds, changes and finished rounds that it has told of. */
export type Told = { rounds: Set<number>; changes: Set<number>; ready: Set<number> }

/** The first look finds nothing new: what stood there before was told before. */
export function firstTold(tickets: readonly Ticket[]): Told {
  const told: Told = { rounds: new Set(), changes: new Set(), ready: new Set() }
  newsIn(tickets, told)
  return told
}

/**
 * What nobody was told yet; it counts as told from now on. A round that is finished again after a
 * recall is news again.
 */
export function newsIn(tickets: readonly Ticket[], told: Told): News[] {
  const news: News[] = []
  for (const ticket of tickets) {
    if (isFirst(told.rounds, ticket.roundId)) news.push({ kind: 'new', ticket, line: null })
    for (const line of ticket.lines) {
      for (const { id, kind } of line.changes) {
        if (!isFirst(told.changes, id)) continue
        news.push({ kind: kind === 'voided' ? 'voided' : 'changed', ticket, line })
      }
    }
    if (!isReadyToGo(ticket)) told.ready.delete(ticket.roundId)
    else if (isFirst(told.ready, ticket.roundId)) news.push({ kind: 'ready', ticket, line: null })
  }
  return news
}

/** The rounds that rang and that nobody at this screen has looked at since. */
export type Unseen = Readonly<Record<'new' | 'ready', ReadonlySet<number>>>

export const ALL_SEEN: Unseen = { new: new Set(), ready: new Set() }

/** What rang just now waits to be looked at. */
export function withUnseen(unseen: Unseen, news: readonly News[]): Unseen {
  const grown = (kind: keyof Unseen) => {
    const rang = news.filter((each) => each.kind === kind).map(({ ticket }) => ticket.roundId)
    return rang.length === 0 ? unseen[kind] : new Set([...unseen[kind], ...rang])
  }
  return { new: grown('new'), ready: grown('ready') }
}

/**
 * The worst that nobody has acknowledged: a void before a change, or allergies that nobody has
 * read, before a new round before one that is ready to go. What somebody began or carried at
 * another screen needs no looking at here.
 */
export function worstOpen(tickets: readonly Ticket[], unseen: Unseen): NewsKind | null {
  const changes = tickets.flatMap(openChanges)
  if (changes.some(({ kind }) => kind === 'voided')) return 'voided'
  if (changes.length > 0 || tickets.some(isToRead)) return 'changed'
  if (tickets.some((each) => unseen.new.has(each.roundId) && isUntouched(each))) return 'new'
  return tickets.some((each) => unseen.ready.has(each.roundId) && isReadyToGo(each))
    ? 'ready'
    : null
}

function isFirst(told: Set<number>, id: number): boolean {
  const size = told.size
  return told.add(id).size > size
}
