// Loaded into a measured server: SIGUSR2 collects the garbage and prints what is left, so that
// figures do not depend on when V8 felt like it.

process.on('SIGUSR2', () => {
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.stdout.write(`memory ${JSON.stringify({ rss, used: heapUsed + external })}\n`)
})
