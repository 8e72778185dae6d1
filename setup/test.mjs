// npm test: everything, on a machine that has only Node. The last line says how many tests passed and failed.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installBrowser } from './browser.mjs'
import { debianPostgres } from './debian-postgres.mjs'
import { build, checkNode, fail, generateClient, installPackages } from './ready.mjs'
import { installRedis } from './redis.mjs'

const RESULTS = 'test-results'
const totals = { passed: 0, failed: 0 }

checkNode()
installPackages()
generateClient()
installRedis()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS)

step('style', 'biome', ['check', '.'])
step('types', 'tsc', ['--noEmit'])
vitest('rules', ['--project', 'unit'])
vitest('rooms on the embedded PostgreSQL', ['--project', 'rooms'])
build()
vitest('start-up and faults', ['--project', 'boot'])
installBrowser()
playwright()

const debian = debianPostgres()
if (debian) {
  try {
    const files = roomsThatAskTheDatabase()
    vitest('rooms on PostgreSQL 15', ['--project', 'rooms', ...files], { DATABASE_URL: debian.url })
  } finally {
    debian.stop()
  }
}
finish()

/** What platforms, sockets and long histories do is the same on every PostgreSQL: once is enough. */
function roomsThatAskTheDatabase() {
  const elsewhere =
    /^server.(boot|http|realtime|payment.(providers|broken-off|callbacks|money-history|seen-total))/
  return ['server', 'prisma']
    .flatMap((floor) => readdirSync(floor, { recursive: true }).map((path) => join(floor, path)))
    .filter((path) => path.endsWith('.test.ts') && !elsewhere.test(path))
}

function step(name, tool, args, env = {}) {
  console.log(`\n── ${name}`)
  const { status } = spawnSync(join('node_modules', '.bin', tool), args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  return status === 0 || failed(name)
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
  console.log(`\n${totals.passed} passed, ${Math.max(1, totals.failed)} failed`)
  fail(`npm test stopped at: ${name}`)
}

/** What the reports written so far count as failed. */
function countFailures() {
  const people = join(RESULTS, 'people.json')
  return existsSync(people) ? JSON.parse(readFileSync(people, 'utf8')).stats.unexpected : 0
}

function finish() {
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
}
