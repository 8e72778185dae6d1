// npm test: everything, on a machine that has only Node. A stage that fails does not keep the next
// from being tried. The last line says how many tests passed and failed.

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
/**
 * Stages that did not pass, and tests that passed only when they were tried again, as CI does
 * (docs/decisions/0027).
 */
const failures = []
const unsteady = []
/** The tests that failed, with why, and what was thrown outside of any. */
const red = []
/** How long each stage took, in seconds. */
const stages = []
const SHOWN = 10
/**
 * Migrations, clocks, statements, and how many rows a plan looks at: what hangs on PostgreSQL
 * itself.
 */
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
 * All rooms once: on the oldest PostgreSQL that Fanzhuo supports, where Debian's is there, else on
 * the one in the box. What hangs on PostgreSQL itself runs on both, in the other zone. `npm run
 * test:postgres` runs everything on both.
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
  if (status !== 0) failures.push(name)
}

function timed(name, work) {
  const startedMs = Date.now()
  const done = work()
  stages.push([name, (Date.now() - startedMs) / 1000])
  return done
}

function vitest(name, args, env = {}) {
  const path = join(RESULTS, `${name.replaceAll(' ', '-')}.json`)
  const uncaught = path.replace('.json', '.uncaught')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
  step(name, 'vitest', ['run', ...args, ...reporters, '--reporter=./setup/uncaught.mjs'], {
    ...env,
    UNCAUGHT: uncaught,
  })
  if (existsSync(uncaught)) red.push(readFileSync(uncaught, 'utf8'))
  const report = readReport(name, path)
  totals.passed += report?.numPassedTests ?? 0
  totals.failed += report?.numFailedTests ?? 0
  for (const { assertionResults, status, message, name: file } of report?.testResults ?? []) {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    red.push(...failed.map(({ fullName, failureMessages: [why] }) => `${fullName}\n${why}`))
    if (status === 'failed' && failed.length === 0) red.push(`${file}\n${message}`)
    const again = assertionResults.filter(
      ({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0,
    )
    unsteady.push(...again.map(({ fullName, failureMessages: [why] }) => `${fullName}\n${why}`))
  }
}

function playwright() {
  const name = 'people in browsers'
  const path = join(RESULTS, 'people.json')
  step(name, 'playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: path })
  const report = readReport(name, path)
  totals.passed += (report?.stats.expected ?? 0) + (report?.stats.flaky ?? 0)
  totals.failed += report?.stats.unexpected ?? 0
  const ended = (how) =>
    (report?.suites ?? [])
      .flatMap(specsOf)
      .filter(({ tests }) => tests.some(({ status }) => status === how))
      .map(({ title }) => title)
  unsteady.push(...ended('flaky'))
  red.push(...ended('unexpected'))
}

/** @returns null, and a failure is noted, where none was written or no test ran */
function readReport(name, path) {
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
  const tests = report?.numTotalTests ?? (report?.suites ?? []).flatMap(specsOf).length
  if (tests === 0) failures.push(`${name}: no test ran`)
  return tests === 0 ? null : report
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
  return [...ofVitest, ...(report.suites ?? []).flatMap(specsOf).flatMap(ofSpec)]
}

/** The specs of a file of Playwright's report, also those in a `describe`. */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

function finish() {
  tellTimes()
  if (unsteady.length > 0) {
    console.log(`\n── passed only the second time\n${unsteady.join('\n')}`)
  }
  if (red.length > 0) console.log(`\n── failed\n${red.join('\n')}`)
  const failed = Math.max(totals.failed, failures.length)
  console.log(`\n${totals.passed} passed, ${failed} failed`)
  if (failed > 0) fail(`npm test did not pass: ${failures.join(', ')}`)
}
