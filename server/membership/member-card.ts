// A member as a screen may show one: level, progress and points; the phone only by its last digits.

import type { Named } from '@/domain/language'
import { type Level, levelOf, maskedPhone, nextLevel } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { spoken } from '../database/spoken'

export type MemberCard = {
  id: number
  name: string
  maskedPhone: string
  points: number
  /**
   * Points owed, because money went back whose points were spent; what is earned next pays them. 0
   * while there are points.
   */
  debtPoints: number
  lifetimePoints: number
  totalSpentCents: number
  totalOrders: number
  level: Level
  /** The next level and the points missing to it; null at the top. */
  next: { level: Level; missingPoints: number } | null
  memberSince: string
  /** Whose member they are, and in how many stores that counts. */
  brand: Named & { stores: number }
}

export const LEVEL_FACTS = {
  level: true,
  name: true,
  names: true,
  minimumPoints: true,
  payBasisPoints: true,
} as const satisfies Prisma.MemberLevelSelect

/** What a card is read from. */
export const CARD_FACTS = {
  id: true,
  name: true,
  phoneTail: true,
  points: true,
  debtPoints: true,
  lifetimePoints: true,
  totalSpentCents: true,
  totalOrders: true,
  createdAt: true,
  brand: {
    select: {
      name: true,
      names: true,
      _count: { select: { stores: true } },
      levels: {
        select: LEVEL_FACTS,
        orderBy: { minimumPoints: 'asc' },
      },
    },
  },
} as const satisfies Prisma.MemberSelect

export function cardOf(member: Prisma.MemberGetPayload<{ select: typeof CARD_FACTS }>): MemberCard {
  const { brand, phoneTail, createdAt, ...rest } = spoken(member)
  return {
    ...rest,
    totalSpentCents: Number(member.totalSpentCents),
    maskedPhone: maskedPhone(phoneTail),
    level: levelOf(brand.levels, member.lifetimePoints),
    next: nextLevel(brand.levels, member.lifetimePoints),
    memberSince: createdAt.toISOString(),
    brand: { name: brand.name, names: brand.names, stores: brand._count.stores },
  }
}
