import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aheadKey, makeGatherer, type Reading, readAgain, readAgainWhatIsSaved } from './stale'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function gathering() {
  const read: { atMs: number; stale: Reading[] }[] = []
  const startedMs = performance.now()
  const gatherer = makeGatherer((stale) =>
    read.push({ atMs: Math.round(performance.now() - startedMs), stale }),
  )
  return { ...gatherer, read }
}

describe('what the live wire told', () => {
  it('is read once for a burst, and no later for it', async () => {
    const { add, read } = gathering()
    for (let told = 0; told < 20; told++) {
      add(['service', 'ordering.list'])
      await vi.advanceTimersByTimeAsync(4)
    }
    await vi.runAllTimersAsync()
    expect(read).toEqual([{ atMs: 100, stale: ['service', 'ordering.list'] }])
  })

  it('is read again for what came after', async () => {
    const { add, read } = gathering()
    add(['menu'])
    await vi.advanceTimersByTimeAsync(150)
    add(['menu'])
    await vi.runAllTimersAsync()
    expect(read.map(({ atMs }) => atMs)).toEqual([100, 250])
  })

  it('is counted once a second at most, and the last change is counted too; nothing else waits for it', async () => {
    const { add, read } = gathering()
    for (let told = 0; told < 50; told++) {
      add(['analytics'])
      await vi.advanceTimersByTimeAsync(50)
    }
    add(['menu'])
    await vi.runAllTimersAsync()
    expect(read).toEqual([
      { atMs: 100, stale: ['analytics'] },
      { atMs: 1_100, stale: ['analytics'] },
      { atMs: 2_100, stale: ['analytics'] },
      { atMs: 2_600, stale: ['menu'] },
      { atMs: 3_100, stale: ['analytics'] },
    ])
  })

  it('is not read by a screen that is gone', async () => {
    const { add, stop, read } = gathering()
    add(['menu'])
    stop()
    await vi.runAllTimersAsync()
    expect(read).toEqual([])
  })
})

describe('what is read again', () => {
  const paths = ['ordering.cart', 'ordering.mine', 'kitchen.setup.read', 'menu.read'] as const
  function screen() {
    const queryClient = new QueryClient()
    for (const path of paths) {
      queryClient.setQueryData([path.split('.'), { input: { code: 'A1' }, type: 'query' }], 1)
    }
    const stale = () =>
      paths.filter((path) =>
        queryClient
          .getQueryCache()
          .findAll({ queryKey: [path.split('.')] })
          .some((query) => query.state.isInvalidated),
      )
    return { queryClient, stale }
  }

  it('is one reading, or all of a room, and never another whose name begins the same', async () => {
    const one = screen()
    await readAgain(one.queryClient, ['ordering.mine', 'kitchen.setup'])
    expect(one.stale()).toEqual(['ordering.mine', 'kitchen.setup.read'])
    const room = screen()
    await readAgain(room.queryClient, ['ordering'])
    expect(room.stale()).toEqual(['ordering.cart', 'ordering.mine'])
  })

  it('is not what the screen shows ahead of an answer, until that answer is there', async () => {
    const { queryClient, stale } = screen()
    let answer = () => {}
    const saving = queryClient
      .getMutationCache()
      .build(queryClient, {
        mutationKey: aheadKey('ordering.cart'),
        mutationFn: () => new Promise<void>((resolve) => (answer = resolve)),
      })
      .execute(undefined)
    await readAgainWhatIsSaved(queryClient, ['ordering'])
    expect(stale()).toEqual(['ordering.mine'])
    await readAgainWhatIsSaved(queryClient, null)
    expect(stale()).toEqual(['ordering.mine', 'kitchen.setup.read', 'menu.read'])
    answer()
    await saving
    await readAgainWhatIsSaved(queryClient, ['ordering.cart'])
    expect(stale()).toContain('ordering.cart')
  })
})
