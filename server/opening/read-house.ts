// What the database says of itself: whose data it is, how far its opening came. Whoever is about to
// change that holds the one row of the house.

import { type HouseKind, nextStep, type OpeningStep, type OpeningSteps } from '@/domain/opening'
import type { Prisma } from '@/prisma/client/client'

export type House = {
  kind: HouseKind
  /** Its first store, where it is somebody's own. */
  storeId: number | null
  /** Whether somebody owns it who can sign in with a password of their own. */
  hasOwner: boolean
  /** Whether nobody at all could sign in to it. */
  isBare: boolean
  steps: OpeningSteps
  /** The step to go on with; null = through. */
  next: OpeningStep | null
  openedAt: Date | null
  /** Whether its owner said that each area says by itself how guests pay. */
  isByArea: boolean
}

type Asked = Pick<Prisma.TransactionClient, '$queryRaw'>

export async function readHouse(db: Asked): Promise<House> {
  const [row] = await db.$queryRaw<
    {
      ownSince: Date | null
      openedAt: Date | null
      isByArea: boolean
      steps: OpeningSteps
      stores: number
      ownStoreId: number | null
      hasOwner: boolean
      hasPeople: boolean
    }[]
  >`
    SELECT h.own_since AS "ownSince", h.opened_at AS "openedAt", COALESCE(h.is_by_area, false) AS "isByArea",
           COALESCE(h.steps, '{}') AS steps,
           (SELECT count(*)::int FROM store) AS stores,
           (SELECT min(id) FROM store WHERE NOT is_demo) AS "ownStoreId",
           EXISTS (SELECT FROM staff_role r
                     JOIN staff p ON p.id = r.staff_id AND p.disabled_at IS NULL AND NOT p.has_demo_password
                     JOIN store s ON s.id = r.store_id AND NOT s.is_demo
                    WHERE r.role = 'owner') AS "hasOwner",
           EXISTS (SELECT FROM staff p WHERE p.disabled_at IS NULL) AS "hasPeople"
      FROM (SELECT) AS one LEFT JOIN house h ON true`
  const { ownSince = null, openedAt = null, steps = {}, stores = 0 } = row ?? {}
  const { ownStoreId = null, isByArea = false, hasOwner = false, hasPeople = false } = row ?? {}
  const isOwn = ownSince !== null || ownStoreId !== null
  // A restaurant that was made before there was an opening is there all the same.
  const known: OpeningSteps =
    ownStoreId === null ? steps : { ...steps, restaurant: steps.restaurant ?? 'done' }
  return {
    kind: isOwn ? 'own' : stores === 0 ? 'empty' : 'demo',
    storeId: ownStoreId,
    hasOwner,
    isBare: !hasPeople,
    steps: known,
    next: nextStep(known),
    openedAt,
    isByArea,
  }
}

/** The same, held until the transaction ends: of two who open at once, one comes first. */
export async function holdHouse(tx: Prisma.TransactionClient): Promise<House> {
  await tx.$executeRaw`INSERT INTO house DEFAULT VALUES ON CONFLICT DO NOTHING`
  await tx.$queryRaw`SELECT FROM house FOR UPDATE`
  return readHouse(tx)
}

/** Writes down what became of a step. */
export async function writeStep(
  tx: Prisma.TransactionClient,
  step: OpeningStep,
  state: OpeningSteps[OpeningStep],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE house SET steps = steps || jsonb_build_object(${step}::text, ${state ?? null}::text)`
}
