// Writes a printer down: what it is called, what it prints, where it stands in the network, on which paper, in which language.

import { type ComponentProps, type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/staff/confirm-dialog'
import { useDesk } from '@/components/staff/desk'
import { Input } from '@/components/ui/input'
import { LANGUAGES, type Language, nameIn } from '@/domain/language'
import type { PrinterView, Station } from './shapes'
import { usePrinterDeed } from './use-printer-deed'

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
  const [wish, setWish] = useState({
    name: printer?.name ?? '',
    purpose: printer?.purpose ?? ('kitchen' as const),
    stationId: printer?.stationId ?? null,
    host: printer?.host ?? '',
    port: String(printer?.port ?? USUAL_PORT),
    widthMm: printer?.widthMm === 58 ? (58 as const) : (80 as const),
    language: printer?.language ?? language,
    isAutomatic: printer?.isAutomatic ?? true,
  })
  const change = (part: Partial<typeof wish>) => setWish({ ...wish, ...part })
  const port = Number(wish.port)
  const isReady =
    wish.name.trim() !== '' &&
    /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(wish.host.trim()) &&
    Number.isInteger(port) &&
    port >= 1 &&
    port <= 65_535
  const save = usePrinterDeed((printing) =>
    printing.save.mutate({
      ...wish,
      storeId,
      printerId: printer?.id ?? null,
      name: wish.name.trim(),
      host: wish.host.trim(),
      port,
    }),
  )
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(printer ? 'change' : 'add')}
      text={t('dialogText')}
      action={t('save')}
      variant="primary"
      isReady={isReady}
      onConfirm={save.ask}
    >
      <Field name={t('field.name')}>
        <Input
          value={wish.name}
          maxLength={30}
          onChange={({ target }) => change({ name: target.value })}
        />
      </Field>
      <Field name={t('field.purpose')}>
        <Select
          value={wish.purpose}
          onChange={({ target }) =>
            change({ purpose: PURPOSES.find((each) => each === target.value) ?? 'kitchen' })
          }
        >
          {PURPOSES.map((purpose) => (
            <option key={purpose} value={purpose}>
              {t(`purpose.${purpose}`)}
            </option>
          ))}
        </Select>
      </Field>
      {wish.purpose === 'kitchen' && (
        <Field name={t('field.station')}>
          <Select
            value={wish.stationId ?? ''}
            onChange={({ target }) => change({ stationId: Number(target.value) || null })}
          >
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
        <Field name={t('field.host')}>
          <Input
            value={wish.host}
            maxLength={253}
            placeholder="192.168.1.50"
            autoCapitalize="none"
            spellCheck={false}
            onChange={({ target }) => change({ host: target.value })}
          />
        </Field>
        <Field name={t('field.port')}>
          <Input
            inputMode="numeric"
            value={wish.port}
            maxLength={5}
            onChange={({ target }) => change({ port: target.value })}
          />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field name={t('field.width')}>
          <Select
            value={wish.widthMm}
            onChange={({ target }) => change({ widthMm: target.value === '58' ? 58 : 80 })}
          >
            {WIDTHS.map((width) => (
              <option key={width} value={width}>
                {t('paper', { width })}
              </option>
            ))}
          </Select>
        </Field>
        <Field name={t('field.language')}>
          <Select
            value={wish.language}
            onChange={({ target }) =>
              change({ language: LANGUAGES.find((each) => each === target.value) ?? 'zh-CN' })
            }
          >
            {LANGUAGES.map((each) => (
              <option key={each} value={each}>
                {t(`language.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {wish.purpose === 'receipt' && (
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            checked={wish.isAutomatic}
            onChange={({ target }) => change({ isAutomatic: target.checked })}
            className="size-6 accent-primary"
          />
          <span className="font-medium">{t('field.isAutomatic')}</span>
        </label>
      )}
    </ConfirmDialog>
  )
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className="block min-w-0 space-y-1">
      <span className="font-medium text-sm">{name}</span>
      {children}
    </label>
  )
}

function Select(props: ComponentProps<'select'>) {
  return (
    <select
      {...props}
      className="h-11 w-full rounded-xl border border-edge bg-surface px-3 text-base text-ink"
    />
  )
}
