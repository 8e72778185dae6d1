// How this device shows and rings: sizes, taps, sounds, and which key does what. All of it is kept
// on the device.

import { Maximize, Volume2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog } from '@/components/ui/dialog'
import {
  DEFAULT_KEYS,
  KEY_COMMANDS,
  type KeyCommand,
  keyOf,
  labelOf,
  mayBeGiven,
  withKey,
} from './keys'
import type { NewsKind } from './news'
import { COLUMNS, type Settings, TEXT_SIZES } from './settings'
import { ThisScreen } from './this-screen'
import { toggleFullScreen } from './use-device'
import type { SetSettings } from './use-settings'
import type { Sound } from './use-sound'

const KINDS: readonly NewsKind[] = ['new', 'changed', 'voided', 'ready']

export function SettingsDialog({
  isOpen,
  onOpenChange,
  settings,
  set,
  sound,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  settings: Settings
  set: SetSettings
  sound: Sound
}) {
  const t = useTranslations('kitchen.settings')
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange} title={t('title')} text={t('kept')} isWide>
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 md:grid-cols-2">
        <div className="grid content-start gap-5">
          <Choice
            name={t('textSize')}
            options={TEXT_SIZES.map((size) => [size, `${size * 100} %`] as const)}
            value={settings.textSize}
            onChange={(textSize) => set({ textSize })}
          />
          <Choice
            name={t('columns')}
            options={COLUMNS.map(
              (each) => [each, each === 'auto' ? t('auto') : `${each}`] as const,
            )}
            value={settings.columns}
            onChange={(columns) => set({ columns })}
          />
          <Choice
            name={t('steps')}
            options={[
              ['two', t('twoSteps')],
              ['one', t('oneStep')],
            ]}
            value={settings.steps}
            onChange={(steps) => set({ steps })}
          />
          <Choice
            name={t('look')}
            options={[
              [false, t('dark')],
              [true, t('light')],
            ]}
            value={settings.isLight}
            onChange={(isLight) => set({ isLight })}
          />
          <Button variant="outline" onClick={toggleFullScreen}>
            <Maximize aria-hidden className="size-5" />
            {t('fullScreen')}
          </Button>
        </div>

        <div className="grid content-start gap-5">
          <Choice
            name={t('sound')}
            options={[
              [false, t('on')],
              [true, t('muted')],
            ]}
            value={settings.isMuted}
            onChange={(isMuted) => set({ isMuted })}
          />
          <fieldset>
            <Legend>{t('try')}</Legend>
            <div className="flex flex-wrap gap-2">
              {KINDS.map((kind) => (
                <Button
                  key={kind}
                  variant="outline"
                  disabled={settings.isMuted}
                  onClick={() => sound.ring(kind)}
                >
                  <Volume2 aria-hidden className="size-5" />
                  {t(`kind.${kind}`)}
                </Button>
              ))}
            </div>
          </fieldset>
          <Choice
            name={t('insist')}
            options={[
              [true, t('untilTouched')],
              [false, t('once')],
            ]}
            value={settings.isInsisting}
            onChange={(isInsisting) => set({ isInsisting })}
          />
          <Choice
            name={t('speech')}
            options={[
              [true, t('on')],
              [false, t('off')],
            ]}
            value={settings.isSpoken}
            onChange={(isSpoken) => set({ isSpoken })}
          />
        </div>
      </div>
      <Keys settings={settings} set={set} />
      <ThisScreen />
    </Dialog>
  )
}

function Choice<Value extends string | number | boolean>({
  name,
  options,
  value,
  onChange,
}: {
  name: string
  options: readonly (readonly [Value, string])[]
  value: Value
  onChange: (value: Value) => void
}) {
  return (
    <fieldset>
      <Legend>{name}</Legend>
      <div className="flex flex-wrap gap-2">
        {options.map(([each, label]) => (
          <button
            key={label}
            type="button"
            aria-pressed={each === value}
            onClick={() => onChange(each)}
            className={cn(
              'min-h-11 min-w-11 rounded-xl border px-4 font-semibold',
              each === value ? 'border-primary bg-primary text-on-fill' : 'border-edge',
            )}
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function Legend({ children }: { children: ReactNode }) {
  return <legend className="mb-1.5 font-semibold text-ink-soft">{children}</legend>
}

/** Each command with its keys; a tap on them waits for the next key. */
function Keys({ settings, set }: { settings: Settings; set: SetSettings }) {
  const t = useTranslations('kitchen')
  const [waiting, setWaiting] = useState<KeyCommand | null>(null)
  return (
    <fieldset className="mt-6">
      <Legend>{t('settings.keys')}</Legend>
      <p className="mb-3 text-ink-soft text-sm">{t('settings.keysHint')}</p>
      <ul className="grid grid-cols-1 gap-x-8 gap-y-1 sm:grid-cols-2">
        {KEY_COMMANDS.map((command) => (
          <li key={command} className="flex items-center justify-between gap-3">
            <span>{t(`keys.${command}`)}</span>
            <button
              type="button"
              aria-label={t('settings.changeKey', { command: t(`keys.${command}`) })}
              aria-pressed={waiting === command}
              onClick={() => setWaiting(waiting === command ? null : command)}
              onBlur={() => setWaiting(null)}
              onKeyDown={(event) => {
                const key = keyOf(event)
                if (waiting !== command || !mayBeGiven(key)) return
                event.preventDefault()
                set({ keys: withKey(settings.keys, command, key) })
                setWaiting(null)
              }}
              className={cn(
                'flex min-h-11 min-w-24 items-center justify-center gap-1.5 rounded-xl border px-3 font-semibold',
                waiting === command ? 'border-primary bg-primary-soft text-primary' : 'border-edge',
              )}
            >
              {waiting === command
                ? t('settings.pressKey')
                : settings.keys[command].map(labelOf).join('  ') || '–'}
            </button>
          </li>
        ))}
      </ul>
      <Button
        variant="ghost"
        size="sm"
        className="mt-3"
        onClick={() => set({ keys: DEFAULT_KEYS })}
      >
        {t('settings.resetKeys')}
      </Button>
    </fieldset>
  )
}
