// Money, round and kitchen are three machines of one order and move together. This is their joint
// table for one dish: what each event does to all three. What stands in no row is refused and
// changes nothing. Tests walk it, and hold the real thing against it.

import type { OrderMode } from './menu'
import type { RoundState } from './ordering'

/** returned: all that was paid went back. A bill of nothing is paid once it is settled. */
export type JointMoney = 'unpaid' | 'part' | 'paid' | 'returned'
/** waiting: nobody has begun it; making: on the fire or ready; off: nobody wants it. */
export type JointDish = 'waiting' | 'making' | 'served' | 'off'
export type Joint = { money: JointMoney; round: RoundState; dish: JointDish }

export const JOINT_EVENTS = [
  'accept',
  'reject',
  'take back',
  'pay part',
  'pay',
  'give away',
  'cook',
  'serve',
  'recall',
  'void',
  'cancel',
  'refund',
  'give the dish back',
  'time is over',
] as const
export type JointEvent = (typeof JOINT_EVENTS)[number]

export type JointRow = {
  event: JointEvent
  /** Where guests do so; both where left out. */
  mode?: OrderMode
  when: { [Part in keyof Joint]?: readonly Joint[Part][] }
  to: Partial<Joint>
}

const TO_COME = ['waiting', 'making'] as const

export const JOINT_START: Joint = { money: 'unpaid', round: 'pending', dish: 'waiting' }

/** The first row that fits counts. */
export const JOINT_FLOW: readonly JointRow[] = [
  // A person decides where guests pay afterwards; where they pay first, money does.
  {
    event: 'accept',
    mode: 'eat_first',
    when: { money: ['unpaid', 'part', 'paid'], round: ['pending'] },
    to: { round: 'confirmed' },
  },
  {
    event: 'reject',
    when: { money: ['unpaid'], round: ['pending'] },
    to: { round: 'rejected', dish: 'off' },
  },
  {
    event: 'take back',
    when: { money: ['unpaid'], round: ['pending'] },
    to: { round: 'rejected', dish: 'off' },
  },
  {
    event: 'time is over',
    mode: 'pay_first',
    when: { money: ['unpaid'], round: ['pending'] },
    to: { round: 'rejected', dish: 'off' },
  },
  // Money of a pay-first order is its word to the kitchen, also where the bill becomes 0.
  {
    event: 'pay part',
    when: { money: ['unpaid', 'part'], dish: ['waiting', 'making', 'served'] },
    to: { money: 'part' },
  },
  {
    event: 'pay',
    mode: 'pay_first',
    when: { money: ['unpaid', 'part'], dish: ['waiting', 'making', 'served'] },
    to: { money: 'paid', round: 'confirmed' },
  },
  {
    event: 'pay',
    mode: 'eat_first',
    when: { money: ['unpaid', 'part'], dish: ['waiting', 'making', 'served'] },
    to: { money: 'paid' },
  },
  {
    event: 'give away',
    mode: 'pay_first',
    when: { money: ['unpaid'], dish: ['waiting'] },
    to: { money: 'paid', round: 'confirmed' },
  },
  // The kitchen has what was accepted, and nothing else.
  {
    event: 'cook',
    when: { round: ['confirmed'], dish: ['waiting'] },
    to: { dish: 'making' },
  },
  {
    event: 'serve',
    when: { round: ['confirmed'], dish: TO_COME },
    to: { dish: 'served' },
  },
  {
    event: 'recall',
    when: { money: ['unpaid', 'part', 'paid'], round: ['confirmed'], dish: ['served'] },
    to: { dish: 'making' },
  },
  // What nobody has paid is taken off; a round without dishes is nobody's to accept.
  ...(['void', 'cancel'] as const).flatMap((event): JointRow[] => [
    {
      event,
      when: { money: ['unpaid'], round: ['pending'], dish: ['waiting'] },
      to: { round: 'rejected', dish: 'off' },
    },
    {
      event,
      when: { money: ['unpaid'], dish: ['waiting', 'making', 'served'] },
      to: { dish: 'off' },
    },
  ]),
  // What was paid is given back: with it goes what was not carried yet, and the kitchen is told.
  ...(['refund', 'give the dish back'] as const).flatMap((event): JointRow[] => [
    {
      event,
      when: { money: ['paid'], round: ['pending'], dish: TO_COME },
      to: { money: 'returned', round: 'rejected', dish: 'off' },
    },
    { event, when: { money: ['paid'], dish: TO_COME }, to: { money: 'returned', dish: 'off' } },
    { event, when: { money: ['paid'], dish: ['served'] }, to: { money: 'returned' } },
  ]),
  // Of a bill that still runs it is not owed any more, whatever of it was paid.
  {
    event: 'give the dish back',
    when: { money: ['part'], round: ['pending'], dish: TO_COME },
    to: { money: 'unpaid', round: 'rejected', dish: 'off' },
  },
  {
    event: 'give the dish back',
    when: { money: ['part'], dish: TO_COME },
    to: { money: 'unpaid', dish: 'off' },
  },
  { event: 'refund', when: { money: ['part'] }, to: { money: 'unpaid' } },
]

/** What an event makes of an order; null = it is refused. */
export function jointAfter(mode: OrderMode, from: Joint, event: JointEvent): Joint | null {
  const row = JOINT_FLOW.find(
    (each) =>
      each.event === event &&
      (each.mode ?? mode) === mode &&
      (each.when.money?.includes(from.money) ?? true) &&
      (each.when.round?.includes(from.round) ?? true) &&
      (each.when.dish?.includes(from.dish) ?? true),
  )
  return row ? { ...from, ...row.to } : null
}

/** Whether nobody waits for anything any more: carried and paid, or nobody's. */
export function isJointEnd({ money, dish }: Joint): boolean {
  return dish === 'off'
    ? money === 'unpaid' || money === 'returned'
    : dish === 'served' && money !== 'unpaid' && money !== 'part'
}

/** What no order may ever be; empty = it is sound. */
export function jointWrongs(mode: OrderMode, { money, round, dish }: Joint): string[] {
  const wrongs: string[] = []
  const isWithKitchen = round === 'confirmed' && (dish === 'waiting' || dish === 'making')
  if (isWithKitchen && money === 'returned') wrongs.push('the kitchen makes what nobody wants')
  if (isWithKitchen && mode === 'pay_first' && money !== 'paid') {
    wrongs.push('the kitchen makes what nobody paid')
  }
  if (money === 'paid' && round === 'pending' && mode === 'pay_first') {
    wrongs.push('paid, and nobody cooks it')
  }
  if (money === 'paid' && dish === 'off') wrongs.push('paid, and nobody brings it')
  if (round === 'rejected' && dish !== 'off') wrongs.push('rejected, and still there')
  if (round === 'pending' && dish === 'off') wrongs.push('nothing is left to accept')
  return wrongs
}
