// Writes a printer down: what it is called, what it prints, where it stands in the network, on
// which paper, in which language.

import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useCommand } from '@/components/wire/use-command'
import { LANGUAGES, type Language, nameIn } from '@/domain/language'
import { CHARSETS } from '@/domain/paper'
import { save as savePrinter } from '@/forms/printing'
import { OWN_WORDS } from '@/text/languages'
import type { PrinterView, Station } from './types'

const PURPOSES = ['kitchen', 'receipt'] as const
const WIDTHS = [58, 80] as const
/** Where network printers listen. */
const USUAL_PORT = 9_100

export function PrinterDialog({
  printer,
  stations,
  onClose,
}: {
  /** Null = a new one. */
  printer: PrinterView | null
  stations: readonly Station[]
  onClose: () => void
}) {
  const t = useTranslations('printers')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const form = useForm({
    schema: savePrinter,
    typed: {
      name: printer?.name ?? '',
      purpose: printer?.purpose ?? 'kitchen',
      stationId: String(printer?.stationId ?? ''),
      host: printer?.host ?? '',
      port: String(printer?.port ?? USUAL_PORT),
      widthMm: printer?.widthMm === 58 ? '58' : '80',
      language: printer?.language ?? language,
      isAutomatic: printer?.isAutomatic ?? true,
      charset: printer?.charset ?? 'gbk',
      opensDrawer: printer?.opensDrawer ?? true,
    },
    read: (typed) => ({
      ...typed,
      stationId: orNone(numberIn, typed.stationId),
      port: numberIn(typed.port),
      widthMm: typed.widthMm === '58' ? (58 as const) : (80 as const),
    }),
    rule: ({ host }) => (host === '' ? { host: t('hostNeeded') } : {}),
  })
  const save = useCommand((server) => server.printing.save.mutate, { stale: ['printing'] })
  const { purpose } = form.typed
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(printer ? 'change' : 'add')}
      text={t('dialogText')}
      action={t('save')}
      variant="primary"
      onConfirm={() =>
        form.confirm((request) => save.ask({ storeId, printerId: printer?.id ?? null, ...request }))
      }
    >
      <Field label={t('field.name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <Field label={t('field.purpose')}>
        <Select {...form.of('purpose')}>
          {PURPOSES.map((each) => (
            <option key={each} value={each}>
              {t(`purpose.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      {purpose === 'kitchen' && (
        <Field label={t('field.station')}>
          <Select {...form.of('stationId')}>
            <option value="">{t('everyStation')}</option>
            {stations.map((station) => (
              <option key={station.id} value={station.id}>
                {nameIn(language, station)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className="grid grid-cols-[1fr_6rem] gap-3">
        <Field label={t('field.host')} error={form.wrong('host')}>
          <Input
            autoComplete="off"
            placeholder="192.168.1.50"
            autoCapitalize="none"
            spellCheck={false}
            {...form.of('host')}
          />
        </Field>
        <Field label={t('field.port')} error={form.wrong('port')}>
          <Input inputMode="numeric" autoComplete="off" {...form.of('port')} />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('field.width')}>
          <Select {...form.of('widthMm')}>
            {WIDTHS.map((width) => (
              <option key={width} value={width}>
                {t('paper', { width })}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('field.language')}>
          <Select {...form.of('language')}>
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each}>
                {OWN_WORDS[each].name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label={t('field.charset')} hint={t('charsetHint')}>
        <Select {...form.of('charset')}>
          {CHARSETS.map((each) => (
            <option key={each} value={each}>
              {t(`charset.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      {purpose === 'receipt' &&
        (['isAutomatic', 'opensDrawer'] as const).map((what) => (
          <Checkbox key={what} {...form.of(what)}>
            {t(`field.${what}`)}
          </Checkbox>
        ))}
    </ConfirmDialog>
  )
}
