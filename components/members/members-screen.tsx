'use client'
// Members at the counter: find one by phone, make a new one, see level and points, take points for
// something.

import { Settings2, UserPlus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { StaffShell } from '@/components/desk/staff-shell'
import { FindMember } from '@/components/membership/find-member'
import { Button } from '@/components/ui/button'
import { Levels } from './levels'
import { MemberFile } from './member-file'
import { RegisterMember } from './register-member'

export function MembersScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <MembersOfBrand />
      </StaffShell>
    </DeskProvider>
  )
}

function MembersOfBrand() {
  const t = useTranslations('members')
  const { may, storeId } = useDesk()
  const [memberId, setMemberId] = useState<number | null>(null)
  const [newPhone, setNewPhone] = useState<string | null>(null)

  return (
    <div className="mx-auto max-w-3xl space-y-5">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        {may('store.manage') && (
          <Button
            variant="ghost"
            className="ml-auto"
            render={
              <Link href={`/staff/settings/member-rules?store=${storeId}`} prefetch={false} />
            }
          >
            <Settings2 aria-hidden className="size-5" /> {t('rules.open')}
          </Button>
        )}
        {may('member.manage') && newPhone === null && (
          <Button variant="outline" onClick={() => setNewPhone('')}>
            <UserPlus aria-hidden /> {t('register.open')}
          </Button>
        )}
      </header>
      {newPhone === null ? (
        <FindMember
          onFound={(member) => setMemberId(member.id)}
          onRegister={may('member.manage') ? setNewPhone : undefined}
        />
      ) : (
        <RegisterMember
          phone={newPhone}
          onDone={(id) => {
            setMemberId(id)
            setNewPhone(null)
          }}
          onBack={() => setNewPhone(null)}
        />
      )}
      {memberId !== null && newPhone === null && (
        <MemberFile key={memberId} memberId={memberId} onErased={() => setMemberId(null)} />
      )}
      {memberId === null && <Levels />}
    </div>
  )
}
