// Settings as people type them: what is right is understood whatever surrounds it, what cannot be
// right is one sentence that says what to write.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { envExample } from '../setup/env-example'
import { readEnv, StartError, strayHints } from './env'

function refusal(source: Record<string, string>): string {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof StartError) return error.message
    throw error
  }
  return 'it was taken'
}

const SECRET = 'ab'.repeat(32)

describe('what is right', () => {
  it.each<[name: string, typed: string, read: unknown]>([
    ['PORT', '3000 ', 3000],
    ['PORT', '"8080"', 8080],
    ['PORT', " '8080'\r", 8080],
    ['PORT', '', 3000],
    ['PORT', '""', 3000],
    ['HOST', '[::1]', '::1'],
    ['HOST', 'fe80::1%eth0', 'fe80::1%eth0'],
    ['HOST', 'localhost', 'localhost'],
    ['PUBLIC_URL', ' https://order.example.com/ ', 'https://order.example.com'],
    ['PUBLIC_URL', '“https://order.example.com:8443”', 'https://order.example.com:8443'],
    ['PUBLIC_URL', 'HTTPS://Order.Example.com:443', 'https://order.example.com'],
    ['PUBLIC_URL', 'http://[2001:db8::8]:3000', 'http://[2001:db8::8]:3000'],
    ['PUBLIC_URL', 'https://饭桌.example', 'https://xn--hyvo70i.example'],
    ['PUBLIC_URL', 'http://localhost:3000', 'http://localhost:3000'],
    ['DATA_DIR', ' C:\\Fanzhuo data ', 'C:\\Fanzhuo data'],
    ['DATA_DIR', '"/srv/店 铺 1"', '/srv/店 铺 1'],
    ['DATA_DIR', '.data', '.data'],
    ['DATA_DIR', '.data/second', '.data/second'],
    ['DATA_DIR', '../data', '../data'],
    ['DATA_DIR', 'data', 'data'],
    ['PUBLIC_URL', 'http://192.168.1.8', 'http://192.168.1.8'],
    ['PUBLIC_URL', 'https://order。example。com', 'https://order.example.com'],
    ['PUBLIC_URL', 'http://my_nas:3000', 'http://my_nas:3000'],
    ['DATABASE_URL', "'postgres://u:p%23@db:5432/f'", 'postgres://u:p%23@db:5432/f'],
    ['DEMO', 'OFF', 'off'],
    ['LOG_LEVEL', 'INFO', 'info'],
    ['SIMULATOR', 'Off', 'off'],
    ['SECRET', `"${SECRET}"`, SECRET],
    ['TZ', 'Asia/Shanghai', 'Asia/Shanghai'],
    ['TZ', 'CST-8', 'CST-8'],
    ['TZ', ':/etc/localtime', ':/etc/localtime'],
    ['TZ', '<+08>-8', '<+08>-8'],
  ])('%s=%j is read as it is meant', (name, typed, read) => {
    expect(readEnv({ [name]: typed })[name as 'PORT']).toBe(read)
  })
})

describe('what cannot be right is refused in a sentence', () => {
  it.each<[name: string, typed: string, says: string]>([
    ['PORT', '0', 'from 1 to 65535; it is "0"'],
    ['PORT', '3e3', 'from 1 to 65535'],
    ['PORT', '0x10', 'from 1 to 65535'],
    ['PORT', '65536', 'from 1 to 65535'],
    ['PORT', '-1', 'from 1 to 65535'],
    ['PORT', '3000.5', 'from 1 to 65535'],
    ['PORT', '３０００', 'from 1 to 65535'],
    ['PORT', ':3000', 'from 1 to 65535'],
    ['PORT', '6000', 'browsers refuse to open'],
    ['PORT', '10080', 'browsers refuse to open'],
    ['HOST', '224.0.0.1', 'no machine’s own address'],
    ['HOST', '255.255.255.255', 'no machine’s own address'],
    ['HOST', 'ff02::1', 'no machine’s own address'],
    ['HOST', 'http://0.0.0.0', 'without http://'],
    ['HOST', '0.0.0.0:3000', 'the port is PORT'],
    ['HOST', '[::]:3000', 'the port is PORT'],
    ['HOST', '*', 'write 0.0.0.0'],
    ['HOST', '192.168.1.999', 'four numbers'],
    ['HOST', '192.168.1', 'four numbers'],
    ['HOST', '10.0.0.1, 10.0.0.2', 'one name or address'],
    ['PUBLIC_URL', 'order.example.com', 'write the scheme too'],
    ['PUBLIC_URL', 'order.example.com:8443', 'write the scheme too'],
    ['PUBLIC_URL', 'localhost:3000', 'write the scheme too'],
    ['PUBLIC_URL', 'ftp://order.example.com', 'only http:// and https://'],
    ['PUBLIC_URL', 'https://example.com/fanzhuo/', 'cannot be below a path'],
    ['PUBLIC_URL', 'https://example.com/?a=1', 'write https://example.com'],
    ['PUBLIC_URL', 'https://example.com/#a', 'write https://example.com'],
    [
      'PUBLIC_URL',
      'https://me:secret@example.com',
      'it carries no login: write https://example.com',
    ],
    ['PUBLIC_URL', 'http://0.0.0.0:3000', 'nobody can open that'],
    ['PUBLIC_URL', 'https://example.com:99999', 'such as https://order.example.com'],
    ['PUBLIC_URL', 'https://', 'such as https://order.example.com'],
    ['PUBLIC_URL', 'https://https://example.com', 'stands there twice'],
    ['PUBLIC_URL', 'https://a.example.com,https://b.example.com', 'one address only'],
    ['PUBLIC_URL', 'https://a.example.com,b.example.com', 'one address only'],
    ['PUBLIC_URL', 'https://*.example.com', 'no name and no address'],
    ['PUBLIC_URL', 'https://order..example.com', 'no name and no address'],
    ['PUBLIC_URL', 'https://-order.example.com', 'no name and no address'],
    ['PUBLIC_URL', 'http://192.168.1:3000', 'four numbers'],
    ['PUBLIC_URL', 'http://192.168.1.300:3000', 'such as https://order.example.com'],
    ['PUBLIC_URL', 'http://192.168.1.8:6000', 'browsers refuse to open port 6000'],
    ['PUBLIC_URL', 'http://192.168.1.8:0', 'browsers refuse to open port 0'],
    ['TRUSTED_PROXIES', 'nginx', 'loopback'],
    ['TRUSTED_PROXIES', '0.0.0.0/0', 'that is everybody'],
    ['TRUSTED_PROXIES', 'loopback, ::/0', 'that is everybody'],
    ['TRUSTED_PROXIES', '0', 'from 1 to 10'],
    ['DATA_DIR', '.', 'not the one that Fanzhuo itself is in'],
    ['DATA_DIR', '..', 'not the one that Fanzhuo itself is in'],
    ['DATA_DIR', 'server/data', 'server belongs to Fanzhuo itself and is replaced by updates'],
    ['DATA_DIR', resolve('dist/data'), 'dist belongs to Fanzhuo itself'],
    ['BACKUP_DIR', 'prisma', 'prisma belongs to Fanzhuo itself'],
    ['BACKUP_DIR', '.before/backups', '.before belongs to Fanzhuo itself'],
    ['DATA_DIR', '~/fanzhuo', 'the whole path'],
    ['DATA_DIR', '$HOME/fanzhuo', 'the whole path'],
    ['DATA_DIR', '%USERPROFILE%\\fanzhuo', 'the whole path'],
    ['DATA_DIR', 'file:///srv/data', 'not an address'],
    ['DATA_DIR', '/', 'not the whole disk'],
    ['DATABASE_URL', 'mysql://u@db/x', 'such as postgresql://'],
    ['DATABASE_URL', 'jdbc:postgresql://db/x', 'such as postgresql://'],
    ['DATABASE_URL', 'db.example.com', 'such as postgresql://'],
    ['DATABASE_URL', 'postgresql://u:p@db:5432', 'the name of the database follows'],
    ['DATABASE_URL', 'postgresql://u:p@db:5432/', 'the name of the database follows'],
    ['DATABASE_URL', 'postgresql://u:p#1@db:5432/x', '%23'],
    ['DATABASE_POOL', '3', 'from 4 to 200'],
    ['DATABASE_POOL', '1e2', 'from 4 to 200'],
    ['DATABASE_POOL', '201', 'from 4 to 200'],
    ['REDIS_URL', 'localhost:6379', 'such as redis://'],
    ['REDIS_URL', 'http://localhost:6379', 'such as redis://'],
    ['REDIS_URL', 'redis://', 'such as redis://'],
    ['REDIS_URL', 'redis:///0', 'such as redis://'],
    ['SECRET', 'abc', '64 hex digits'],
    ['SECRET', `${SECRET}00`, '64 hex digits'],
    ['SECRET', '0'.repeat(64), 'openssl rand -hex 32'],
    ['SIMULATOR', 'yes', 'on, off, or like'],
    ['DEMO', 'true', 'on or off'],
    ['CODE_SENDER', 'sms', 'log or http'],
    ['CODE_SENDER_URL', 'sms.example.com', 'write the scheme too'],
    ['CODE_SENDER_SECRET', 'short', 'at least 16'],
    ['WECHAT_PAY_URL', 'api.mch.weixin.qq.com', 'write the scheme too'],
    ['PRINTERS_ON_THIS_MACHINE', '1', 'on or off'],
    ['METRICS_TOKEN', 'short', '16 characters'],
    ['LOG_LEVEL', 'verbose', 'fatal, error'],
    ['NODE_ENV', 'prod', 'production'],
    ['TZ', 'Asia/Shanghia', 'such as Asia/Shanghai'],
    ['TZ', 'Beijing', 'such as Asia/Shanghai'],
  ])('%s=%s', (name, typed, says) => {
    const said = refusal({ [name]: typed })
    expect(said).toMatch(new RegExp(`^${name} should be [^\\n]+\\.$`))
    expect(said).not.toContain('Invalid input')
    expect(said).toContain(says)
  })

  it('all of them at once', () => {
    const said = refusal({ PORT: '0', PUBLIC_URL: 'x', DEMO: 'yes' })
    expect(said).toMatch(/^PORT should be .+\. PUBLIC_URL should be .+\. DEMO should be .+\.$/)
  })

  it('and what is secret is not shown', () => {
    const typed = {
      DATABASE_URL: 'postgresql://u:hunter2@db:5432',
      CODE_SENDER_URL: 'hunter2',
      METRICS_TOKEN: 'hunter2',
      SECRET: 'hunter2',
    }
    expect(refusal(typed)).not.toContain('hunter2')
  })
})

describe('a name that is nearly one of ours', () => {
  it.each([
    ['PUBLIC_URI', 'PUBLIC_URL'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['DATADIR', 'DATA_DIR'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['public_url', 'PUBLIC_URL'],
    ['FANZHUO_PORT', 'PORT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['Public-Url', 'PUBLIC_URL'],
  ])('%s is hinted at', (given, meant) => {
    const hint = `${given} is no setting of Fanzhuo and is not read. Is ${meant} meant?`
    expect(strayHints({ [given]: 'x' })).toEqual([hint])
  })

  it('what belongs to others is not', () => {
    const others = [
      'PATH',
      'HOME',
      'HOSTNAME',
      'TEMP',
      'TERM',
      'USER',
      'LANG',
      'SHELL',
      'PWD',
      'TZDIR',
      'NODE_OPTIONS',
      'REDIS_HOST',
      'http_proxy',
      'POSTGRES_URL',
      'DATABASE_HOST',
      'PORTS',
      'FANZHUO_TEST_DATA',
    ]
    expect(
      strayHints(
        Object.fromEntries([...others, 'PORT', 'DATABASE_URL'].map((name) => [name, 'x'])),
      ),
    ).toEqual([])
  })
})

describe('.env.example', () => {
  it('says what is read today: npm run env:example writes it', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
  })

  it('sets nothing by itself, and what it shows as usual is what is right', () => {
    const lines = envExample()
      .split('\n')
      .filter((line) => line !== '')
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([])
    const shown = lines.flatMap((line) => /^#([A-Z_]+)=(.+)$/.exec(line)?.slice(1) ?? [])
    const typed: Record<string, string> = {}
    for (let at = 0; at < shown.length; at += 2) typed[shown[at] ?? ''] = shown[at + 1] ?? ''
    expect(readEnv(typed)).toEqual(readEnv({}))
  })

  it('copied to .env is read, and what the environment says goes before', () => {
    const folder = mkdtempSync(join(tmpdir(), 'env-file-'))
    writeFileSync(join(folder, '.env'), 'PORT=4001\nDEMO=off\n')
    const reader = pathToFileURL(resolve('setup/env-file.mjs')).href
    const code = `const { readEnvFile } = await import('${reader}'); readEnvFile(); console.log(process.env.PORT, process.env.DEMO)`
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      env: { ...process.env, PORT: '4002', DEMO: undefined },
      encoding: 'utf8',
    })
    expect(said.trim()).toBe('4002 off')
    rmSync(folder, { recursive: true })
  })
})
