// The one way in which a store comes to be, with all that must exist before anybody orders there:
// its brand with a brand's levels, the station that cooks what no other does, who owns it. The
// opening, the demo, a further store and the tests go through here.

import { DEFAULT_LEVELS } from '@/domain/membership'
import { FIRST_STATION } from '@/domain/opening'
import type { Prisma } from '@/prisma/client/client'

type FirstStation = Pick<
  Prisma.StationCreateManyInput,
  'id' | 'name' | 'names' | 'isDefault' | 'isExpo' | 'sort'
>

export type NewStore = {
  /** A new one, which gets the levels that every brand starts with; or one that is there. */
  brand:
    | ({ isNew: true } & Pick<Prisma.BrandCreateManyInput, 'id' | 'name' | 'names'>)
    | { isNew: false; id: number }
  /**
   * Its columns; what is left out is the schema's default. `isDemo` left out: as the brand's other
   * stores are, and never for a new brand.
   */
  store: Omit<Prisma.StoreCreateManyInput, 'brandId' | 'eventSeq' | 'createdAt'>
  /** Exactly one is the default. Left out: one kitchen, which cooks everything. */
  stations?: readonly FirstStation[]
  /** Who owns it from the start, and has a new brand. */
  ownerIds?: readonly number[]
}

type CreatedStore = {
  id: number
  brandId: number
  /** The default one. */
  stationId: number
}

const ONE_KITCHEN: readonly FirstStation[] = [{ ...FIRST_STATION, isDefault: true }]

/**
 * The audit entry is its caller's, who knows why there is a new store, in the same transaction.
 * @param at when, by the program's own clock
 */
export async function createStore(
  tx: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>,
  { brand, store, stations = ONE_KITCHEN, ownerIds = [] }: NewStore,
  at: Date,
): Promise<CreatedStore> {
  if (stations.filter(({ isDefault }) => isDefault).length !== 1) {
    throw new Error(`${store.name} begins with exactly one default station`)
  }
  const { id, isDemo, ...said } = store
  const columns = Object.fromEntries(
    Object.entries(said)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
      ]),
  )
  const [created] = await tx.$queryRawUnsafe<CreatedStore[]>(
    aStoreWith(Object.keys(columns)),
    JSON.stringify(brand),
    JSON.stringify(DEFAULT_LEVELS),
    JSON.stringify(columns),
    JSON.stringify({ id, isDemo }),
    JSON.stringify(stations),
    [...ownerIds],
    at,
  )
  if (!created) throw new Error('a store is written')
  return created
}

/** One statement: all of it, or nothing. @param columns those of the store that are said */
const aStoreWith = (columns: readonly string[]) => `
WITH wanted AS (
       SELECT * FROM jsonb_to_record($1::jsonb) AS b("isNew" boolean, id int, name text, names jsonb)),
     its AS (SELECT * FROM jsonb_to_record($4::jsonb) AS i(id int, "isDemo" boolean)),
     new_brand AS (
       INSERT INTO brand (id, name, names, created_at)
       SELECT COALESCE(id, nextval(pg_get_serial_sequence('brand', 'id'))), name, COALESCE(names, '{}'), $7::timestamptz
         FROM wanted WHERE "isNew"
       RETURNING id),
     levels AS (
       INSERT INTO member_level (brand_id, level, name, names, minimum_points, pay_basis_points)
       SELECT b.id, l.level, l.name, l.names, l."minimumPoints", l."payBasisPoints"
         FROM new_brand b, jsonb_to_recordset($2::jsonb)
              AS l(level int, name text, names jsonb, "minimumPoints" int, "payBasisPoints" int)),
     of_brand AS (
       SELECT id, false AS "isDemo" FROM new_brand
       UNION ALL
       SELECT w.id, COALESCE((SELECT bool_and(s.is_demo) FROM store s WHERE s.brand_id = w.id), false)
         FROM wanted w WHERE NOT w."isNew"),
     new_store AS (
       INSERT INTO store (id, brand_id, is_demo, created_at${columns.map((name) => `, "${name}"`).join('')})
       SELECT COALESCE(its.id, nextval(pg_get_serial_sequence('store', 'id'))), b.id,
              COALESCE(its."isDemo", b."isDemo"), $7::timestamptz${columns.map((name) => `, s."${name}"`).join('')}
         FROM of_brand b, its, jsonb_populate_record(NULL::store, $3::jsonb) AS s
       RETURNING id, brand_id),
     new_station AS (
       INSERT INTO station (id, store_id, name, names, is_default, is_expo, sort)
       SELECT COALESCE(x.id, nextval(pg_get_serial_sequence('station', 'id'))), s.id, x.name, COALESCE(x.names, '{}'),
              COALESCE(x."isDefault", false), COALESCE(x."isExpo", false), COALESCE(x.sort, 0)
         FROM new_store s, jsonb_to_recordset($5::jsonb)
              AS x(id int, name text, names jsonb, "isDefault" boolean, "isExpo" boolean, sort int)
       RETURNING id, is_default),
     brand_rights AS (
       INSERT INTO brand_right (staff_id, brand_id)
       SELECT o.id, b.id FROM new_brand b, unnest($6::int[]) AS o(id)),
     owners AS (
       INSERT INTO staff_role (staff_id, store_id, role)
       SELECT o.id, s.id, 'owner' FROM new_store s, unnest($6::int[]) AS o(id))
SELECT s.id, s.brand_id AS "brandId", t.id AS "stationId"
  FROM new_store s, new_station t WHERE t.is_default`
