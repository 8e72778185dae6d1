// A picture that is chosen, taken, dropped here or pasted; the house turns it and brings it to its
// shape.

import { ImagePlus, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import { cn } from '@/components/ui/cn'
import { usePicture } from './use-file'

/** Where each kind of picture is sent to. */
const SENT_TO = {
  dish: '/api/menu/picture',
  logo: '/api/house/logo',
  store: '/api/house/picture',
} as const

export function PictureField({
  of,
  name,
  picture,
  onChange,
}: {
  of: keyof typeof SENT_TO
  name: string
  picture: string | null
  onChange: (picture: string | null) => void
}) {
  const t = useTranslations('staff.picture')
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  const { run, isBusy, trouble } = usePicture(SENT_TO[of], (answer) => onChange(answer.picture))
  const take = (files: FileList | undefined) => {
    const file = [...(files ?? [])].find(({ type }) => type.startsWith('image/'))
    if (file) run(file)
  }
  const taking = useRef(take)
  useEffect(() => {
    taking.current = take
  })
  useEffect(() => {
    // Where there are several, none of them is meant more than another.
    if (of !== 'dish') return
    const paste = (event: ClipboardEvent) => taking.current(event.clipboardData?.files)
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [of])

  return (
    <div className="space-y-2">
      <p className="font-medium text-sm">{t(`label.${of}`)}</p>
      <section
        aria-label={t(`label.${of}`)}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          take(event.dataTransfer.files)
        }}
        className={cn(
          'flex items-center gap-3 rounded-2xl border border-dashed p-3',
          isOver ? 'border-primary bg-primary-soft' : 'border-edge',
        )}
      >
        {picture && (
          <img
            src={`${picture}-160.webp`}
            alt={t(`alt.${of}`, { name })}
            className={cn(
              'h-20 shrink-0 rounded-2xl object-cover max-sm:h-16',
              of === 'store' ? 'w-28 max-sm:w-20' : 'w-20 max-sm:w-16',
            )}
          />
        )}
        <div className="min-w-0 flex-1 space-y-1">
          <label
            htmlFor={id}
            className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-xl border border-line bg-surface px-3 py-1.5 font-semibold leading-tight focus-within:outline-2 sm:px-4"
          >
            <ImagePlus aria-hidden className="size-4 shrink-0" />
            {isBusy ? t('busy') : t('choose')}
            <input
              id={id}
              type="file"
              accept="image/*"
              disabled={isBusy}
              className="sr-only"
              onChange={(event) => {
                take(event.target.files ?? undefined)
                event.target.value = ''
              }}
            />
          </label>
          <p className="text-ink-soft text-sm">{t(`hint.${of}`)}</p>
        </div>
        {picture && (
          <button
            type="button"
            aria-label={t('remove', { label: t(`label.${of}`) })}
            onClick={() => onChange(null)}
            className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
          >
            <X aria-hidden className="size-4" />
          </button>
        )}
      </section>
      {trouble && <Alert>{trouble}</Alert>}
    </div>
  )
}
