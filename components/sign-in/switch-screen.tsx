'use client'
// A device that people share, while nobody is signed in on it.

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { DoorFrame } from '@/components/desk/door-frame'
import { SwitchPerson } from '@/components/desk/switch-person'
import { wayBack } from '@/domain/access'

export function SwitchScreen({ to }: { to: string | undefined }) {
  const t = useTranslations('staff.switch')
  const query = new URLSearchParams({ by: 'password', ...(to && { to }) })
  return (
    <DoorFrame title={t('title')} text={t('hint')}>
      <SwitchPerson onDone={({ role }) => window.location.assign(wayBack(to, role))} />
      <p className="mt-6 text-center">
        <Link
          href={`/staff/sign-in?${query}`}
          className="inline-flex min-h-11 items-center text-ink-soft text-sm underline underline-offset-2"
        >
          {t('byPassword')}
        </Link>
      </p>
    </DoorFrame>
  )
}
