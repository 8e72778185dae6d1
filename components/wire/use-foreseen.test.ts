import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAgainWhatIsSaved } from './stale'
import { foreseenOptions } from './use-foreseen'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A screen that shows a cart; the house takes `readMs` to tell what is in it. */
function shownCart({ readMs = 1_000, inOrder = true } = {}) {
  const queryClient = new QueryClient()
  const queryKey = [['ordering', 'cart'], { input: { code: 'A1' }, type: 'query' }] as const
  const house = { dishes: [] as string[] }
  const read = async () => {
    const { dishes } = house
    await later(readMs)
    return dishes
  }
  const cart = new QueryObserver<string[]>(queryClient, { queryKey, queryFn: read })
  cart.subscribe(() => {})
  const adding = foreseenOptions<{ dish: string; answer: Promise<void> }, string[]>(queryClient, {
    reading: 'ordering.cart',
    queryKey: queryKey as never,
    ...(inOrder && { inOrder: 'cart' }),
    send: async ({ dish, answer }) => {
      await answer
      house.dishes = [...house.dishes, dish]
    },
    becomes:
      ({ dish }) =>
      (shown) => [...(shown ?? []), dish],
    onTrouble: () => {},
  })
  return {
    add: (dish: string, answer = later(100)) =>
      new MutationObserver(queryClient, adding).mutate({ dish, answer }),
    /** Somebody else's dish, and the wire's word of it. */
    addedElsewhere: (dish: string) => {
      house.dishes = [...house.dishes, dish]
      void readAgainWhatIsSaved(queryClient, ['ordering.cart'])
    },
    shows: () => cart.getCurrentResult().data,
    isSaving: () => queryClient.isMutating() > 0,
  }
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

describe('what a screen shows ahead of the answer', () => {
  it('is not hidden by what is told before the answer', async () => {
    const screen = shownCart()
    await vi.advanceTimersByTimeAsync(1_000)
    void screen.add('rice', later(500))
    await vi.advanceTimersByTimeAsync(100)
    screen.addedElsewhere('soup')
    await vi.advanceTimersByTimeAsync(100)
    expect(screen.shows()).toEqual(['rice'])
    await vi.runAllTimersAsync()
    expect(screen.shows()).toEqual(['soup', 'rice'])
  })

  it('is replaced by what is true at last, also when something is told while the answer is read', async () => {
    for (const inOrder of [true, false]) {
      const screen = shownCart({ inOrder })
      await vi.advanceTimersByTimeAsync(1_000)
      void screen.add('rice')
      await vi.advanceTimersByTimeAsync(600)
      screen.addedElsewhere('soup')
      await vi.runAllTimersAsync()
      expect(screen.shows()).toEqual(['rice', 'soup'])
      expect(screen.isSaving()).toBe(false)
    }
  })

  it('is read once more when several are answered at the same moment', async () => {
    const screen = shownCart({ inOrder: false })
    await vi.advanceTimersByTimeAsync(1_000)
    const answers = later(300)
    void screen.add('rice', answers)
    void screen.add('tea', answers)
    await vi.advanceTimersByTimeAsync(100)
    screen.addedElsewhere('soup')
    await vi.runAllTimersAsync()
    expect(screen.shows()).toEqual(['soup', 'rice', 'tea'])
  })
})
