'use client'
// Who is signed in but may not see a page is told so, and where they may go instead.

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { DoorFrame } from '@/components/desk/door-frame'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/components/wire/use-command'
import { may, type StoreRole } from '@/domain/access'

const PAGES = [
  { page: 'staff', permission: 'floor.see' },
  { page: 'kitchen', permission: 'kitchen.see' },
  { page: 'reports', permission: 'report.see' },
] as const

export function NoEntryScreen({
  name,
  storeRoles,
  to,
}: {
  name: string
  storeRoles: StoreRole[]
  to: string | undefined
}) {
  const t = useTranslations('sign-in')
  const signOut = useCommand((server) => server.access.signOut.mutate, {
    onDone: () =>
      window.location.assign(`/staff/sign-in${to ? `?to=${encodeURIComponent(to)}` : ''}`),
  })
  const role = storeRoles[0]?.role
  const pages = PAGES.filter(({ permission }) =>
    storeRoles.some((storeRole) => may(storeRole, permission)),
  )
  return (
    <DoorFrame
      title={t('noEntry.title')}
      text={
        role ? t('noEntry.who', { name, role: t(`role.${role}`) }) : t('noEntry.noRole', { name })
      }
    >
      {pages.length > 0 && (
        <>
          <p className="mb-2 text-ink-soft text-sm">{t('noEntry.where')}</p>
          <ul className="mb-6 grid gap-2">
            {pages.map(({ page }) => (
              <li key={page}>
                <Link
                  href={`/${page}`}
                  prefetch={false}
                  className="flex h-12 items-center justify-center rounded-xl border border-line bg-surface font-medium"
                >
                  {t(`page.${page}`)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button
        variant="ghost"
        className="w-full"
        disabled={signOut.isBusy}
        onClick={() => signOut.run()}
      >
        {t('noEntry.other')}
      </Button>
    </DoorFrame>
  )
}
