// Where the settings of a restaurant are: one line a page, from which the list at the left, the
// search and the hub are made. To add one, add its line; title and hint stand in settings.json.

import {
  ChefHat,
  Crown,
  Landmark,
  type LucideIcon,
  MonitorSmartphone,
  Printer,
  QrCode,
  ReceiptText,
  Users,
} from 'lucide-react'
import type { Permission } from '@/domain/access'

/** What stands together, in this order. */
export const SETTINGS_GROUPS = ['store', 'offer', 'devices', 'house'] as const

export type SettingsPlace = {
  /** Its title and hint are `settings.place.NAME` in text/. */
  name: string
  group: (typeof SETTINGS_GROUPS)[number]
  path: string
  Icon: LucideIcon
  permission: Permission
  /** Which texts its fields are called by: they are what the search looks through. */
  texts: readonly string[]
}

export const SETTINGS_PLACES = [
  {
    name: 'tables',
    group: 'store',
    path: '/staff/settings/tables',
    Icon: QrCode,
    permission: 'store.manage',
    texts: ['tables.field', 'tables.sheet', 'tables.mode'],
  },
  {
    name: 'people',
    group: 'store',
    path: '/staff/settings/people',
    Icon: Users,
    permission: 'staff.manage',
    texts: ['people.field', 'people.right', 'people.tab'],
  },
  {
    name: 'bill',
    group: 'store',
    path: '/staff/settings/bill',
    Icon: ReceiptText,
    permission: 'store.manage',
    texts: ['staff.billRules', 'staff.taxClasses'],
  },
  {
    name: 'payments',
    group: 'store',
    path: '/staff/settings/payments',
    Icon: Landmark,
    permission: 'store.manage',
    texts: ['staff.accounts', 'methods'],
  },
  {
    name: 'members',
    group: 'offer',
    path: '/staff/settings/member-rules',
    Icon: Crown,
    permission: 'store.manage',
    texts: ['members.rules'],
  },
  {
    name: 'kitchen',
    group: 'devices',
    path: '/staff/settings/kitchen',
    Icon: ChefHat,
    permission: 'store.manage',
    texts: ['kitchen.arrange'],
  },
  {
    name: 'printers',
    group: 'devices',
    path: '/staff/settings/printers',
    Icon: Printer,
    permission: 'store.manage',
    texts: ['printers'],
  },
  {
    name: 'screens',
    group: 'devices',
    path: '/staff/settings/screens',
    Icon: MonitorSmartphone,
    permission: 'store.manage',
    texts: ['screens'],
  },
] as const satisfies readonly SettingsPlace[]

/** What is found by, for each place: what its fields are called, in every language. */
export type SettingsWords = Readonly<Record<string, readonly string[]>>
