// The restaurant itself, one tap behind its name: what it has to say, when it is open, where it is,
// and its Wi-Fi.

import { Check, Clock, Copy, MapPin, Phone, Wifi } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import { addDays, businessDay } from '@/domain/calendar'
import { clockText, spansOf } from '@/domain/house'
import { type Language, nameIn } from '@/domain/language'
import type { MenuStore } from './types'

const WEEK_DAYS = 7

export function StoreSheet({
  store,
  isOpen,
  onClose,
}: {
  store: MenuStore
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTranslations('guest.store')
  const language = useLocale() as Language
  const notice = nameIn(language, { name: store.notice, names: store.notices })
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={
        <span className="flex items-center gap-3">
          {store.logo && (
            <img
              src={`${store.logo}-160.webp`}
              width={40}
              height={40}
              alt=""
              className="size-10 shrink-0 rounded-xl object-cover"
            />
          )}
          <span className="min-w-0">{nameIn(language, store)}</span>
        </span>
      }
    >
      <div className="space-y-5">
        {store.picture && (
          <img
            src={`${store.picture}-480.webp`}
            srcSet={`${store.picture}-480.webp 480w, ${store.picture}-1080.webp 1080w`}
            sizes="min(100vw, 32rem)"
            width={480}
            height={270}
            alt=""
            loading="lazy"
            decoding="async"
            className="aspect-video w-full rounded-2xl bg-canvas object-cover"
          />
        )}
        {notice && <p className="whitespace-pre-line rounded-2xl bg-canvas p-4">{notice}</p>}
        {store.wifiName && <WiFi name={store.wifiName} password={store.wifiPassword} />}
        <Hours store={store} />
        {store.address && (
          <Row Icon={MapPin} title={t('address')}>
            {store.address}
          </Row>
        )}
        {store.phone && (
          <Row Icon={Phone} title={t('phone')}>
            <a
              href={`tel:${store.phone.replace(/[^+\d]/g, '')}`}
              className="inline-flex min-h-11 items-center underline underline-offset-2"
            >
              {store.phone}
            </a>
          </Row>
        )}
      </div>
    </Sheet>
  )
}

function WiFi({ name, password }: { name: string; password: string }) {
  const t = useTranslations('guest.store')
  const [isCopied, setCopied] = useState(false)
  return (
    <Row Icon={Wifi} title={t('wifi')}>
      <span className="block select-text break-all font-medium">{name}</span>
      {password && (
        <span className="flex flex-wrap items-center gap-x-3">
          <span className="select-text break-all font-mono">{password}</span>
          <button
            type="button"
            onClick={() =>
              // A page without a certificate may not write it; it can be read there.
              void navigator.clipboard?.writeText(password).then(
                () => setCopied(true),
                () => {},
              )
            }
            className="inline-flex min-h-11 items-center gap-1.5 rounded-full px-3 font-medium text-primary"
          >
            {isCopied ? (
              <Check aria-hidden className="size-4" />
            ) : (
              <Copy aria-hidden className="size-4" />
            )}
            {t(isCopied ? 'copied' : 'copy')}
          </button>
        </span>
      )}
    </Row>
  )
}

/** The seven days from today on, special ones by their name. */
function Hours({ store }: { store: MenuStore }) {
  const t = useTranslations('guest.store')
  const format = useFormatter()
  const language = useLocale() as Language
  if (store.openingHours.length === 0 && store.specialDays.length === 0) return null
  const today = businessDay(Date.now(), { timeZone: store.timeZone, dayEndsAtHour: 0 })
  const days = Array.from({ length: WEEK_DAYS }, (_, ahead) => addDays(today, ahead))
  return (
    <Row Icon={Clock} title={t('hours')}>
      <dl className="space-y-1">
        {days.map((day) => {
          const special = store.specialDays.find((each) => each.day === day)
          const spans = spansOf(day, store)
          return (
            <div key={day} className="flex justify-between gap-4">
              <dt className={day === today ? 'font-semibold' : undefined}>
                {format.dateTime(new Date(`${day}T00:00:00Z`), {
                  weekday: 'short',
                  month: 'numeric',
                  day: 'numeric',
                  timeZone: 'UTC',
                })}
                {special?.name && (
                  <span className="text-ink-soft"> · {nameIn(language, special)}</span>
                )}
              </dt>
              <dd className="text-right tabular-nums">
                {spans.length === 0
                  ? t('closed')
                  : spans
                      .map(
                        ({ fromMinute, toMinute }) =>
                          `${clockText(fromMinute)}–${clockText(toMinute)}`,
                      )
                      .join(', ')}
              </dd>
            </div>
          )
        })}
      </dl>
    </Row>
  )
}

function Row({
  Icon,
  title,
  children,
}: {
  Icon: typeof Clock
  title: string
  children: ReactNode
}) {
  return (
    <section className="flex gap-3">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
      <div className="min-w-0 flex-1">
        <h3 className="mb-0.5 text-ink-soft text-sm">{title}</h3>
        {children}
      </div>
    </section>
  )
}
