// Who works at the demo restaurant, who its members are, and what they may earn. Data only.

import type { Role } from '@/domain/access'

/** All demo logins share it; a real restaurant never sees the demo. */
export const DEMO_PASSWORD = 'fanzhuo'

export type DemoPerson = {
  login: string
  name: string
  /** Role by the index of the store in DEMO_STORES. */
  storeRoles: readonly { store: number; role: Role }[]
}

export const DEMO_STAFF: readonly DemoPerson[] = [
  {
    login: 'owner',
    name: '周敏',
    storeRoles: [
      { store: 0, role: 'owner' },
      { store: 1, role: 'owner' },
    ],
  },
  {
    login: 'manager',
    name: '陈立',
    storeRoles: [
      { store: 0, role: 'manager' },
      { store: 1, role: 'manager' },
    ],
  },
  { login: 'waiter', name: '李晓雨', storeRoles: [{ store: 0, role: 'waiter' }] },
  {
    login: 'waiter2',
    name: '马超',
    storeRoles: [
      { store: 0, role: 'waiter' },
      { store: 1, role: 'cashier' },
    ],
  },
  { login: 'cashier', name: '孙悦', storeRoles: [{ store: 0, role: 'cashier' }] },
  {
    login: 'kitchen',
    name: '郑大勇',
    storeRoles: [
      { store: 0, role: 'kitchen' },
      { store: 1, role: 'kitchen' },
    ],
  },
]

export type DemoMember = {
  name: string
  phone: string
  /** Index in DEFAULT_LEVELS that the points brought along from the old card reach. */
  level: 0 | 1 | 2 | 3
  /** Points brought along from the old card; 0 = joined with the demo's own history. */
  openingPoints: number
}

/** Phones follow the number that the spec uses as its example, 138 0013 8000. */
export const DEMO_MEMBERS: readonly DemoMember[] = (
  [
    ['王建国', 3, 11_260],
    ['刘思远', 3, 10_480],
    ['赵文静', 2, 8_730],
    ['黄志强', 2, 7_140],
    ['林婉清', 2, 6_320],
    ['徐家乐', 2, 5_580],
    ['何雨桐', 2, 5_190],
    ['高明', 1, 4_260],
    ['罗茜', 1, 3_840],
    ['梁博文', 1, 3_120],
    ['宋雅琪', 1, 2_760],
    ['唐伟', 1, 2_210],
    ['韩露', 1, 1_890],
    ['冯子轩', 1, 1_540],
    ['曹颖', 1, 1_320],
    ['彭飞', 1, 1_080],
    ['曾丽', 0, 820],
    ['肖鹏', 0, 710],
    ['田甜', 0, 560],
    ['董浩', 0, 430],
    ['潘晨', 0, 380],
    ['袁野', 0, 260],
    ['蒋欣', 0, 190],
    ['蔡依诺', 0, 120],
    ['余航', 0, 60],
    ['杜若', 0, 0],
    ['叶青', 0, 0],
    ['苏木', 0, 0],
    ['魏来', 0, 0],
    ['吕一鸣', 0, 0],
  ] as const
).map(([name, level, openingPoints], index) => ({
  name,
  phone: `13800138${String(index).padStart(3, '0')}`,
  level,
  openingPoints,
}))

/** How often a member of each level comes in sixty days. */
export const VISITS_IN_SIXTY_DAYS = [4, 8, 13, 20] as const

export const DEMO_OFFERS = [
  {
    kind: 'amount_off' as const,
    name: '满100减15',
    names: { en: '¥15 off ¥100' },
    amountCents: 1_500,
    minimumCents: 10_000,
    payBasisPoints: 10_000,
    rewardPoints: 300,
  },
  {
    kind: 'amount_off' as const,
    name: '满200减40',
    names: { en: '¥40 off ¥200' },
    amountCents: 4_000,
    minimumCents: 20_000,
    payBasisPoints: 10_000,
    rewardPoints: 700,
  },
  {
    kind: 'percent_off' as const,
    name: '全单88折',
    names: { en: '12% off everything' },
    amountCents: 0,
    minimumCents: 0,
    payBasisPoints: 8_800,
    rewardPoints: 1_200,
  },
]

/** Dishes that points buy, by the name they have on the menu. */
export const DEMO_DISH_REWARDS = [
  {
    name: '桂花酸梅汤一杯',
    names: { en: 'A Sour Plum Drink' },
    dishName: '桂花酸梅汤',
    points: 120,
  },
  { name: '杨枝甘露一份', names: { en: 'A Mango Pomelo Sago' }, dishName: '杨枝甘露', points: 240 },
  {
    name: '外婆红烧肉一份',
    names: { en: 'Red-Braised Pork' },
    dishName: '外婆红烧肉',
    points: 600,
  },
]
