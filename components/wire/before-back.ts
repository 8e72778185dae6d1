// Who hears first that somebody went through the history. The window calls its listeners in the
// order in which they came, so this one stands before the router's: the frame of all pages brings
// it along.

let first: ((event: PopStateEvent) => void) | null = null
if (typeof window !== 'undefined') addEventListener('popstate', (event) => first?.(event))

/** Until what it answers is called. */
export function beforeBack(listener: (event: PopStateEvent) => void): () => void {
  first = listener
  return () => {
    if (first === listener) first = null
  }
}
