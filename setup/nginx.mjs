// A throw-away nginx for the tests: the machine's own program, else Debian's where apt-get may be
// used. It listens on loopback, writes below a folder of its own and ends with whoever started it.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 10_000

/** Debian keeps it where only root's PATH looks. */
const find = () => ['nginx', '/usr/sbin/nginx'].find((path) => spawnSync(path, ['-v']).status === 0)

export const hasNginx = () => find() !== undefined

export function installNginx() {
  if (find()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing nginx for the tests of proxies …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    spawnSync('apt-get', ['update', '-qq'], { env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'nginx'], { env })
  }
  if (!find()) throw new Error('Install nginx: the tests of proxies need it.')
}

/**
 * How an nginx may stand before a house.
 * @typedef {object} Site
 * @property {number} port where it listens
 * @property {number} to the house's port
 * @property {{ certificate: string, key: string }} [tls] in PEM; without it plain HTTP
 */

/**
 * Nothing said but `proxy_pass`: the Host becomes the house's own address, nothing is forwarded,
 * and no WebSocket passes. @param {Site} site
 */
export const defaultSite = (site) => server(site, `proxy_pass http://127.0.0.1:${site.to};`)

/** As many recipes have it: Host without its port, and no WebSocket. @param {Site} site */
export const portlessSite = (site) =>
  server(
    site,
    `proxy_pass http://127.0.0.1:${site.to};
     proxy_set_header Host $host;
     proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
     proxy_set_header X-Forwarded-Proto $scheme;`,
  )

/**
 * The recipe of docs/operating.md, with the ports of this test and its redirect left out. @param
 * {Site} site
 */
export function documentedSite(site) {
  const text = readFileSync('docs/operating.md', 'utf8')
  const recipe = /^ {4}map \$http_upgrade[\s\S]*?^ {4}\}\n(?= {4}server \{\n {8}listen 80;)/m.exec(
    text,
  )?.[0]
  if (!recipe) throw new Error('docs/operating.md has no recipe for nginx')
  return recipe
    .replace(
      'listen 443 ssl http2;',
      site.tls ? `listen 127.0.0.1:${site.port} ssl http2;` : `listen 127.0.0.1:${site.port};`,
    )
    .replace(/ssl_certificate .*;/, site.tls ? 'ssl_certificate certificate.pem;' : '')
    .replace(/ssl_certificate_key .*;/, site.tls ? 'ssl_certificate_key key.pem;' : '')
    .replace('http://127.0.0.1:3000', `http://127.0.0.1:${site.to}`)
}

function server({ port, tls }, location) {
  const listen = tls
    ? `listen 127.0.0.1:${port} ssl; ssl_certificate certificate.pem; ssl_certificate_key key.pem;`
    : `listen 127.0.0.1:${port};`
  return `server { ${listen} location / { ${location} } }`
}

/**
 * An nginx before a house: `throwAwayNginx(documentedSite, { port: 8080, to: 3000 })`.
 * @param {(site: Site) => string} siteOf
 * @param {Site} site
 */
export function throwAwayNginx(siteOf, site) {
  const home = mkdtempSync(join(tmpdir(), 'fanzhuo-nginx-'))
  /** @type {import('node:child_process').ChildProcess | null} */
  let running = null
  return {
    url: `${site.tls ? 'https' : 'http'}://127.0.0.1:${site.port}`,
    start: async () => {
      // Under root its workers are another user.
      chmodSync(home, 0o755)
      writeFileSync(join(home, 'nginx.conf'), configOf(siteOf(site)))
      if (site.tls) {
        writeFileSync(join(home, 'certificate.pem'), site.tls.certificate)
        writeFileSync(join(home, 'key.pem'), site.tls.key)
      }
      const program = find()
      if (!program) throw new Error('Install nginx: the tests of proxies need it.')
      running = spawn(program, ['-p', home, '-c', 'nginx.conf', '-e', 'error.log'], {
        stdio: 'ignore',
      })
      await untilOpen(site.port, running, home)
    },
    stop: async () => {
      const ended = running && once(running, 'exit')
      running?.kill('SIGTERM')
      await ended
      running = null
      rmSync(home, { recursive: true, force: true })
    },
  }
}

const configOf = (site) => `
daemon off;
worker_processes 1;
pid nginx.pid;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  ${site}
}
`

async function untilOpen(port, child, home) {
  const startedMs = Date.now()
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise((done) => {
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
    })
    socket.destroy()
    if (isOpen) return
    if (child.exitCode !== null || Date.now() - startedMs > PATIENCE_MS) {
      throw new Error(
        `nginx does not open port ${port}: ${readFileSync(join(home, 'error.log'), 'utf8')}`,
      )
    }
    await sleep(30)
  }
}
