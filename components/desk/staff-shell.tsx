// The frame of the staff's pages: where one can go, which store this is, who is signed in, and
// whether the screen is live. The places are at the top on tablets, under the thumb on phones.

import {
  BookOpen,
  ChartColumn,
  ChefHat,
  LayoutGrid,
  LogOut,
  type LucideIcon,
  ReceiptText,
  Settings,
  Store,
  Users,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { Select } from '@/components/ui/select'
import { ThemeSwitch } from '@/components/ui/theme-switch'
import { useCommand } from '@/components/wire/use-command'
import type { Permission } from '@/domain/access'
import { type Language, nameIn } from '@/domain/language'
import { setupPath } from '@/domain/paths'
import { AlarmStrip } from './alarm-strip'
import { useDesk } from './desk'
import { GoneScreens } from './gone-screens'
import { rememberStore } from './last-store'
import { LeaveGuard } from './leave-guard'
import { SharedDevice } from './shared-device'
import { useHeadHeight } from './use-head-height'
import { useLiveStore } from './use-live-store'
import { WarningStrip } from './warning-strip'

const PLACES = [
  { name: 'floor', path: '/staff', Icon: LayoutGrid, permission: 'floor.see' },
  { name: 'orders', path: '/staff/orders', Icon: ReceiptText, permission: 'floor.see' },
  { name: 'members', path: '/staff/members', Icon: Users, permission: 'member.see' },
  { name: 'kitchen', path: '/kitchen', Icon: ChefHat, permission: 'kitchen.see' },
  { name: 'menu', path: '/staff/menu', Icon: BookOpen, permission: 'menu.manage' },
  { name: 'reports', path: '/reports', Icon: ChartColumn, permission: 'report.see' },
  { name: 'settings', path: '/staff/settings', Icon: Settings, permission: 'store.manage' },
] as const satisfies { name: string; path: string; Icon: LucideIcon; permission: Permission }[]

export function StaffShell({ children }: { children: ReactNode }) {
  const { storeId } = useDesk()
  const { state, sentence } = useLiveStore(storeId)
  const head = useHeadHeight()
  return (
    <div className="min-h-dvh pb-20 md:pb-0">
      <header
        ref={head}
        className="sticky top-0 z-20 border-line border-b bg-surface/95 backdrop-blur"
      >
        <div className="mx-auto flex h-16 max-w-[120rem] items-center gap-3 px-4">
          <StorePlate />
          <Places className="mx-auto hidden gap-1 md:flex" />
          <Person />
        </div>
        <ConnectionBanner state={state} sentence={sentence} />
        <AlarmStrip />
        <GoneScreens />
        <WarningStrip />
        <OwnStrip />
      </header>
      <LeaveGuard />
      <main className="mx-auto max-w-[120rem] overflow-x-clip p-4">{children}</main>
      <Places className="fixed inset-x-0 bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden" />
    </div>
  )
}

/** In the demo: the way to a restaurant of one's own. */
function OwnStrip() {
  const t = useTranslations('staff.own')
  const { storeRole } = useDesk()
  if (!storeRole.isDemo) return null
  return (
    <Link
      href={setupPath()}
      prefetch={false}
      className="flex min-h-11 items-center justify-center gap-2 border-line border-b bg-primary-soft px-4 text-primary text-sm"
    >
      <Store aria-hidden className="size-4 shrink-0" />
      <span className="truncate">
        {t('isDemo')} <span className="font-semibold underline underline-offset-2">{t('go')}</span>
      </span>
    </Link>
  )
}

/** Which store; where the person has roles in several stores, a choice. */
function StorePlate() {
  const t = useTranslations('staff.nav')
  const language = useLocale() as Language
  const path = usePathname()
  const { storeRole, storeRoles } = useDesk()
  const nameOf = (each: typeof storeRole) =>
    nameIn(language, { name: each.storeName, names: each.storeNames })
  if (storeRoles.length < 2) return <p className="truncate font-semibold">{nameOf(storeRole)}</p>
  return (
    <Select
      aria-label={t('store')}
      value={storeRole.storeId}
      onChange={({ target }) => {
        rememberStore(Number(target.value))
        window.location.assign(`${path}?store=${target.value}`)
      }}
      className="h-11 min-w-24 max-w-44 truncate lg:max-w-52 xl:max-w-80 rounded-xl bg-transparent font-semibold"
    >
      {storeRoles.map((each) => (
        <option key={each.storeId} value={each.storeId}>
          {nameOf(each)}
        </option>
      ))}
    </Select>
  )
}

function Places({ className }: { className: string }) {
  const t = useTranslations('staff.nav')
  const path = usePathname()
  const { may, storeId } = useDesk()
  const isHere = (place: string) =>
    path === place || (place !== '/staff' && path.startsWith(`${place}/`))
  return (
    <nav aria-label={t('label')} className={className}>
      {PLACES.filter(({ permission }) => may(permission)).map((place) => (
        <Link
          key={place.name}
          href={`${place.path}?store=${storeId}`}
          prefetch={false}
          aria-current={isHere(place.path) ? 'page' : undefined}
          className={cn(
            'flex min-h-14 min-w-0 flex-auto flex-col items-center justify-center gap-0.5 rounded-xl text-[clamp(0.625rem,2.9vw,0.75rem)] md:min-h-11 md:flex-row md:gap-2 md:px-3 md:text-sm',
            isHere(place.path) ? 'font-semibold text-primary md:bg-primary-soft' : 'text-ink-soft',
          )}
        >
          <place.Icon aria-hidden className="size-5 md:hidden xl:block xl:size-4" />
          <span className="max-w-full truncate">{t(place.name)}</span>
        </Link>
      ))}
    </nav>
  )
}

function Person() {
  const t = useTranslations('staff')
  const { person, storeRole } = useDesk()
  const signOut = useCommand((server) => server.access.signOut.mutate, {
    onDone: () => window.location.assign('/staff/sign-in'),
  })
  return (
    <div className="ml-auto flex shrink-0 items-center gap-1 md:ml-0">
      <span className="hidden text-ink-soft text-sm lg:block">
        {t('nav.person', { name: person.name, role: t(`role.${storeRole.role}`) })}
      </span>
      {person.device && (
        <SharedDevice
          lockMinutes={person.device.lockMinutes}
          className="grid size-11 place-items-center rounded-xl text-ink-soft"
        />
      )}
      <LanguageSwitch />
      <ThemeSwitch />
      <button
        type="button"
        aria-label={t('nav.signOut')}
        disabled={signOut.isBusy}
        onClick={() => signOut.run()}
        className="grid size-11 place-items-center rounded-xl text-ink-soft"
      >
        <LogOut aria-hidden className="size-5" />
      </button>
    </div>
  )
}
