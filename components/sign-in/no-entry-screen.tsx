'use client'
// Who is signed in but may not see a page is told so, and where they may go instead.

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { may, type Post } from '@/domain/access'
import { DoorFrame } from './door-frame'

const PAGES = [
  { page: 'staff', permission: 'floor.see' },
  { page: 'kitchen', permission: 'kitchen.see' },
  { page: 'reports', permission: 'report.see' },
] as const

export function NoEntryScreen({
  name,
  posts,
  to,
}: {
  name: string
  posts: Post[]
  to: string | undefined
}) {
  const t = useTranslations('sign-in')
  const trpc = useTRPC()
  const signOut = useMutation(
    trpc.access.signOut.mutationOptions({
      onSuccess: () =>
        window.location.assign(`/staff/sign-in${to ? `?to=${encodeURIComponent(to)}` : ''}`),
    }),
  )
  const role = posts[0]?.role
  const pages = PAGES.filter(({ permission }) => posts.some((post) => may(post.role, permission)))
  return (
    <DoorFrame
      title={t('noEntry.title')}
      text={
        role ? t('noEntry.who', { name, role: t(`role.${role}`) }) : t('noEntry.noPost', { name })
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
        disabled={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('noEntry.other')}
      </Button>
    </DoorFrame>
  )
}
