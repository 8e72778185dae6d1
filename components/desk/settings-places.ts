// Where the settings of a restaurant are: one line a page, from which the list at the left, the
// search and the hub are made. To add one, add its line; title and hint stand in settings.json.

import {
  BookOpen,
  Building2,
  CalendarClock,
  ChefHat,
  ClipboardList,
  Crown,
  DatabaseBackup,
  KeyRound,
  Landmark,
  Languages,
  type LucideIcon,
  MonitorSmartphone,
  Printer,
  QrCode,
  ReceiptText,
  ScrollText,
  Store,
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
    name: 'restaurant',
    group: 'store',
    path: '/staff/settings/restaurant',
    Icon: Store,
    permission: 'store.manage',
    texts: ['settings.restaurant', 'settings.face'],
  },
  {
    name: 'hours',
    group: 'store',
    path: '/staff/settings/hours',
    Icon: CalendarClock,
    permission: 'store.manage',
    texts: ['settings.hours', 'settings.now'],
  },
  {
    name: 'ordering',
    group: 'store',
    path: '/staff/settings/ordering',
    Icon: ClipboardList,
    permission: 'store.manage',
    texts: ['settings.ordering', 'settings.now'],
  },
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
    name: 'stores',
    group: 'store',
    path: '/staff/settings/stores',
    Icon: Building2,
    permission: 'store.manage',
    texts: ['settings.stores'],
  },
  {
    name: 'menu',
    group: 'offer',
    path: '/staff/menu',
    Icon: BookOpen,
    permission: 'menu.manage',
    texts: ['menu-editor.field', 'menu-editor.sold'],
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
  {
    name: 'languages',
    group: 'house',
    path: '/staff/settings/languages',
    Icon: Languages,
    permission: 'store.manage',
    texts: ['settings.languages'],
  },
  {
    name: 'backup',
    group: 'house',
    path: '/staff/settings/backup',
    Icon: DatabaseBackup,
    permission: 'store.manage',
    texts: ['settings.backup'],
  },
  {
    name: 'keys',
    group: 'house',
    path: '/staff/settings/api-keys',
    Icon: KeyRound,
    permission: 'store.manage',
    texts: ['settings.keys'],
  },
  {
    name: 'audit',
    group: 'house',
    path: '/staff/settings/audit',
    Icon: ScrollText,
    permission: 'store.manage',
    texts: ['settings.audit', 'audit.kind'],
  },
] as const satisfies readonly SettingsPlace[]

/** What is found by, for each place: what its fields are called, in every language. */
export type SettingsWords = Readonly<Record<string, readonly string[]>>
