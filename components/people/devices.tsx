// The devices on which people change by PIN: the one in hand becomes one, and any of them is ended.

import { TabletSmartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { LOCK_MINUTES } from '@/domain/access'
import { shareDevice } from '@/forms/access/people'
import type { SharedDevice } from './types'
import { usePeopleChange } from './use-people'

export function Devices({ devices }: { devices: SharedDevice[] }) {
  const t = useTranslations('people.device')
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const [isSharing, setIsSharing] = useState(false)
  const [ending, setEnding] = useState<SharedDevice | null>(null)
  const end = usePeopleChange((door, deviceId: number) =>
    door.endDevice.mutate({ storeId, deviceId }),
  )
  const here = devices.find(({ isThis }) => isThis) ?? null
  const share = (
    <Button variant={here ? 'outline' : 'primary'} onClick={() => setIsSharing(true)}>
      <TabletSmartphone aria-hidden className="size-4" />
      {here ? t('change') : t('share')}
    </Button>
  )
  return (
    <div className="space-y-4">
      <p className="max-w-prose text-ink-soft text-sm">{t('lead')}</p>
      {devices.length === 0 ? (
        <Notice Icon={TabletSmartphone} title={t('none')} action={share} />
      ) : (
        <>
          {share}
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
            {devices.map((device) => (
              <li
                key={device.id}
                className="flex flex-col gap-2 rounded-2xl border border-line bg-surface p-4"
              >
                <p className="flex flex-wrap items-center gap-2">
                  <span className="min-w-0 break-words font-semibold">{device.name}</span>
                  {device.isThis && <Badge tone="info">{t('this')}</Badge>}
                </p>
                <p className="text-ink-soft text-sm">
                  {device.person ? t('signedIn', { name: device.person }) : t('locked')}
                  {' · '}
                  {t('locksAfter', { minutes: device.lockMinutes })}
                  <br />
                  {t('since', { time: dayAndClock(device.sharedAt), name: device.by ?? '–' })}
                </p>
                <div className="mt-auto">
                  <Button size="sm" variant="outline" onClick={() => setEnding(device)}>
                    {t('end')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {isSharing && <ShareDialog device={here} onClose={() => setIsSharing(false)} />}
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        title={t('endTitle', { name: ending?.name ?? '' })}
        text={t('endText')}
        action={t('end')}
        onConfirm={() => end.ask(ending?.id ?? 0)}
      />
    </div>
  )
}

function ShareDialog({ device, onClose }: { device: SharedDevice | null; onClose: () => void }) {
  const t = useTranslations('people.device')
  const tPeople = useTranslations('people')
  const { storeId } = useDesk()
  const form = useForm({
    schema: shareDevice,
    typed: {
      name: device?.name ?? '',
      lockMinutes: String(device?.lockMinutes ?? LOCK_MINUTES.usual),
    },
    read: ({ name, lockMinutes }) => ({ name, lockMinutes: numberIn(lockMinutes) }),
  })
  const save = usePeopleChange(async (door, request: z.output<typeof shareDevice>) => {
    await door.shareDevice.mutate({ storeId, ...request })
    // The frame of the page has the keys to change and to lock from now on.
    window.location.reload()
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={device ? t('change') : t('share')}
      text={t('shareText')}
      action={tPeople('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('name')} error={form.wrong('name')}>
        <Input autoComplete="off" placeholder={t('nameHint')} {...form.of('name')} />
      </Field>
      <Field label={t('minutes')} hint={t('minutesHint')} error={form.wrong('lockMinutes')}>
        <Input inputMode="numeric" autoComplete="off" {...form.of('lockMinutes')} />
      </Field>
    </ConfirmDialog>
  )
}
