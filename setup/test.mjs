// npm test: everything, on a machine that has only Node. The last line says how many tests passed and failed.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installBrowser } from './browser.mjs'
import { debianPostgres } from './debian-postgres.mjs'
import { installNginx } from './nginx.mjs'
import { installPgBouncer } from './pgbouncer.mjs'
import { build, checkNode, fail, generateClient, installPackages } from './ready.mjs'
import { installRedis } from './redis.mjs'

const RESULTS = 'test-results'
const totals = { passed: 0, failed: 0 }
/** How long each stage took, in seconds. */
const stages = []
const SHOWN = 10
/** Migrations, clocks, statements, and how many rows a plan looks at: what hangs on PostgreSQL itself. */
const OF_BOTH = /^server.(database|bounds)/

checkNode()
installPackages({ withTests: true })
generateClient()
installRedis()
installNginx()
installPgBouncer()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS)

step('style', 'biome', ['check', '.'])
step('types', 'tsc', ['--noEmit'])
step('nothing unused', 'knip', [])
vitest('rules', ['--project', 'unit'])
rooms()
timed('build', build)
vitest('start-up and faults', ['--project', 'boot', '--project', 'boot-alone'])
installBrowser()
playwright()

finish()

/**
 * All rooms once: on the oldest PostgreSQL that Fanzhuo supports, where Debian's is there, else on the one in the box. What hangs on
 * PostgreSQL itself runs on both, in the other zone. `npm run test:postgres` runs everything on both.
 */
function rooms() {
  const debian = debianPostgres()
  if (!debian) return vitest('rooms on the embedded PostgreSQL', ['--project', 'rooms*'])
  try {
    vitest('rooms on PostgreSQL 15', ['--project', 'rooms*'], { DATABASE_URL: debian.url })
  } finally {
    debian.stop()
  }
  vitest(
    'rooms on the embedded PostgreSQL',
    ['--project', 'rooms*', ...roomTests().filter((path) => OF_BOTH.test(path))],
    { ROOMS_ZONES: 'swapped' },
  )
}

function roomTests() {
  return ['server', 'prisma']
    .flatMap((floor) => readdirSync(floor, { recursive: true }).map((path) => join(floor, path)))
    .filter((path) => path.endsWith('.test.ts') && !/^server.boot/.test(path))
}

function step(name, tool, args, env = {}) {
  console.log(`\n── ${name}`)
  const { status } = timed(name, () =>
    spawnSync(join('node_modules', '.bin', tool), args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    }),
  )
  return status === 0 || failed(name)
}

function timed(name, work) {
  const startedMs = Date.now()
  const done = work()
  stages.push([name, (Date.now() - startedMs) / 1000])
  return done
}

function vitest(name, args, env = {}) {
  const report = join(RESULTS, `${name.replaceAll(' ', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  step(name, 'vitest', ['run', ...args, ...reporters], env)
  const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'))
  if (numTotalTests === 0) failed(`${name}: no test ran`)
  totals.passed += numPassedTests
}

function playwright() {
  const report = join(RESULTS, 'people.json')
  step('people in browsers', 'playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  const { stats } = JSON.parse(readFileSync(report, 'utf8'))
  if (stats.expected === 0) failed('people in browsers: no test ran')
  totals.passed += stats.expected
}

function failed(name) {
  totals.failed += countFailures()
  tellTimes()
  console.log(`\n${totals.passed} passed, ${Math.max(1, totals.failed)} failed`)
  fail(`npm test stopped at: ${name}`)
}

/** What the reports written so far count as failed. */
function countFailures() {
  const people = join(RESULTS, 'people.json')
  return existsSync(people) ? JSON.parse(readFileSync(people, 'utf8')).stats.unexpected : 0
}

/** What took long: every stage, and the slowest tests of all. */
function tellTimes() {
  const line = ([name, seconds]) => `${seconds.toFixed(1).padStart(8)} s  ${name}`
  console.log(`\n── how long the stages took\n${stages.map(line).join('\n')}`)
  const slowest = readdirSync(RESULTS)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => testsIn(JSON.parse(readFileSync(join(RESULTS, name), 'utf8'))))
    .sort((one, other) => other[1] - one[1])
    .slice(0, SHOWN)
  console.log(`\n── the ${SHOWN} slowest tests\n${slowest.map(line).join('\n')}`)
}

/** Names and seconds, from Vitest's report or from Playwright's. */
function testsIn(report) {
  const ofVitest = (report.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => [fullName, (duration ?? 0) / 1000]),
  )
  const ofSpec = ({ title, tests }) =>
    tests.flatMap(({ results }) => results.map(({ duration }) => [title, duration / 1000]))
  const ofSuite = ({ specs = [], suites = [] }) => [
    ...specs.flatMap(ofSpec),
    ...suites.flatMap(ofSuite),
  ]
  return [...ofVitest, ...(report.suites ?? []).flatMap(ofSuite)]
}

function finish() {
  tellTimes()
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
}
