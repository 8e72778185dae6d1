// Lets a screen in by the code that it shows, makes this very device one, or names one anew: what
// it is called and what it shows.

import { useLocale, useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useCommand } from '@/components/wire/use-command'
import { homeOfScreen } from '@/domain/access'
import { type Language, nameIn } from '@/domain/language'
import { pair } from '@/forms/kitchen/screens'
import type { PairedScreen, Station } from './types'

const BOARD = 'board'
type Request = z.output<typeof pair>

export function ScreenDialog({
  screen,
  isThis = false,
  stations,
  onClose,
}: {
  /** Null = a new one. */
  screen: PairedScreen | null
  /** The new one is this device. */
  isThis?: boolean
  stations: readonly Station[]
  onClose: () => void
}) {
  const t = useTranslations('screens')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const needsCode = !screen && !isThis
  const form = useForm({
    schema: pair,
    typed: {
      code: '',
      name: screen?.name ?? '',
      stationId: screen?.isBoard ? BOARD : String(screen?.stationId ?? ''),
    },
    read: ({ code, name, stationId }) => ({
      // Where no code is asked for, one that any screen might have.
      code: needsCode ? code.replace(/\s/g, '') : '000000',
      name,
      isBoard: stationId === BOARD,
      stationId: stationId === BOARD ? null : orNone(numberIn, stationId),
    }),
    says: { code: t('codeRule') },
  })
  const save = useCommand<Request, void>(
    ({ kitchen: { screens } }) =>
      async ({ code, ...shown }) => {
        if (screen) await screens.change.mutate({ storeId, screenId: screen.id, ...shown })
        else if (!isThis) await screens.pair.mutate({ storeId, code, ...shown })
        else {
          await screens.pairThis.mutate({ storeId, ...shown })
          window.location.assign(homeOfScreen({ storeId, ...shown }))
        }
      },
    { stale: ['kitchen.screens'] },
  )
  const says = screen ? 'change' : isThis ? 'addThis' : 'add'
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(says)}
      text={t(`text.${says}`)}
      action={t(screen ? 'save' : 'letIn')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      {needsCode && (
        <Field label={t('field.code')} error={form.wrong('code')}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            placeholder="000 000"
            className="text-lg tabular-nums tracking-widest"
            {...form.of('code')}
          />
        </Field>
      )}
      <Field label={t('field.name')} error={form.wrong('name')}>
        <Input autoComplete="off" placeholder={t('field.nameHint')} {...form.of('name')} />
      </Field>
      <Field label={t('field.shows')} error={form.wrong('stationId')}>
        <Select {...form.of('stationId')}>
          <option value="">{t('all')}</option>
          {stations.map((station) => (
            <option key={station.id} value={station.id}>
              {nameIn(language, station)}
            </option>
          ))}
          <option value={BOARD}>{t('board')}</option>
        </Select>
      </Field>
    </ConfirmDialog>
  )
}
