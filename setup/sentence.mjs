// What a command says when it cannot go on. Imports nothing, so that it may be used before an
// update is taken.

const OLDEST_NODE = [20, 19]

/** Ends the process with one sentence. */
export function fail(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  fail(
    `Fanzhuo needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Get it from nodejs.org.`,
  )
}
