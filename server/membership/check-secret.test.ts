// A start with another secret than the members were sealed with is no start: members would be lost
// one by one.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant } from '@/testing/restaurant'
import { StartError } from '../env'
import { checkSecret } from './check-secret'
import { hashPhone, sealPhone } from './phone'

const OURS = Buffer.alloc(32, 7)
const OTHER = Buffer.alloc(32, 8)
let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

it('is taken where nobody is a member, refused where its members do not open, and one damaged seal stops nobody, nor does a secret that is lost for ever', async () => {
  const { db } = database
  const dataDir = mkdtempSync(join(tmpdir(), 'fanzhuo-secret-'))
  const check = (secret: Buffer) => checkSecret(db, { secret, dataDir, isGiven: true })
  const { brandId } = await makeRestaurant(db, { now: new Date() })
  await expect(check(OTHER)).resolves.toBeUndefined()

  const enrol = (phone: string, secret: Buffer) =>
    db.member.create({
      data: {
        brandId,
        phoneHash: hashPhone(secret, brandId, phone),
        phoneSealed: sealPhone(secret, brandId, phone),
        phoneTail: phone.slice(-4),
        name: '',
      },
    })
  await enrol('13800000001', OURS)
  await expect(check(OURS)).resolves.toBeUndefined()
  const refused = check(OTHER)
  await expect(refused).rejects.toThrow(StartError)
  await expect(refused).rejects.toThrow('sealed with another secret than SECRET')
  writeFileSync(join(dataDir, 'secret-is-lost'), '')
  await expect(check(OTHER)).resolves.toBeUndefined()
  rmSync(dataDir, { recursive: true })

  await enrol('13800000002', OTHER)
  await expect(check(OURS)).resolves.toBeUndefined()
})
