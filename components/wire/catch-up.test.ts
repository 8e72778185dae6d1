import { describe, expect, it } from 'vitest'
import type { Message } from '@/domain/event'
import { makeCatchUp } from './catch-up'

function screen(from: number | null = null) {
  const heard: (number | 'reset')[] = []
  const asked: (number | null)[] = []
  const catchUp = makeCatchUp(
    {
      message: (message) => heard.push(message.seq),
      reset: () => heard.push('reset'),
      ask: (afterSeq) => asked.push(afterSeq),
    },
    from,
  )
  return { ...catchUp, seen: heard, asked }
}

const message = (seq: number): Message => ({ type: 'cart_changed', seq, timestamp: '' })
const missed = (upTo: number, ...seqs: number[]) =>
  ({ isTooOld: false, upTo, messages: seqs.map(message) }) as const

/** A screen that is up to date at 10. */
function liveScreen() {
  const it = screen()
  it.connected()
  it.answered(missed(10))
  return it
}

describe('a screen on the live wire', () => {
  it('reads once when it is first connected, and hands on what came meanwhile', () => {
    const tablet = screen()
    tablet.connected()
    tablet.heard(message(11))
    expect(tablet.seen).toEqual([])
    tablet.answered(missed(10))
    expect(tablet.asked).toEqual([null])
    expect(tablet.seen).toEqual(['reset', 11])
  })

  it('that knows up to where it is new is told what came since, and reads nothing', () => {
    const phone = screen(7)
    phone.connected()
    phone.answered(missed(10, 8, 10))
    phone.heard(message(11))
    expect(phone.asked).toEqual([7])
    expect(phone.seen).toEqual([8, 10, 11])
  })

  it('hears a message that is sent twice once', () => {
    const tablet = liveScreen()
    tablet.heard(message(11))
    tablet.heard(message(11))
    tablet.heard(message(9))
    expect(tablet.seen).toEqual(['reset', 11])
  })

  it('is told after a break what it missed, in order, before what comes live', () => {
    const tablet = liveScreen()
    tablet.heard(message(11))
    tablet.disconnected()
    tablet.connected()
    tablet.heard(message(15))
    tablet.answered(missed(15, 11, 12, 14, 15))
    tablet.heard(message(16))
    expect(tablet.asked).toEqual([null, 10])
    expect(tablet.seen).toEqual(['reset', 11, 12, 14, 15, 16])
  })

  it('reads again when it was away for too long, or the server starts from an older copy', () => {
    const tablet = liveScreen()
    tablet.disconnected()
    tablet.connected()
    tablet.answered({ isTooOld: true, upTo: 4 })
    tablet.heard(message(5))
    expect(tablet.seen).toEqual(['reset', 'reset', 5])
  })

  it('asks when a mark names a message that never came, and only then', () => {
    const phone = liveScreen()
    phone.heard(message(12))
    phone.marked({ seqs: [9, 12] })
    expect(phone.asked).toEqual([null])
    phone.heard(message(19))
    phone.marked({ seqs: [15, 19] })
    expect(phone.asked).toEqual([null, 10])
    phone.answered(missed(19, 12, 15, 19))
    expect(phone.seen).toEqual(['reset', 12, 19, 15])
    phone.marked({ seqs: [15, 19] })
    expect(phone.asked).toHaveLength(2)
  })

  it('asks again when a mark that came before the answer names more than the answer told', () => {
    const phone = liveScreen()
    phone.disconnected()
    phone.connected()
    phone.marked({ seqs: [12, 13] })
    phone.answered(missed(12, 12))
    expect(phone.asked).toEqual([null, 10, 12])
    phone.answered(missed(13, 13))
    expect(phone.seen).toEqual(['reset', 12, 13])
    expect(phone.asked).toHaveLength(3)
  })
})
