// Many pictures at once: each goes to the dish that its file is called after, and where none is,
// somebody says which one it shows.

import { ImagePlus } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { usePicture } from '@/components/desk/use-file'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/wire/toast'
import { refusalIn } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import type { Key } from '@/domain/menu-document'
import { type MatchedFile, matchFiles } from '@/domain/menu-pictures'
import { type Editor, useEdit } from './use-editor'

/** As many as one looks through at a time. */
const MOST_FILES = 100

type Taken = {
  file: string
  /** Null as long as it is on its way. */
  picture: string | null
  /** Why the house did not take it. */
  trouble: string | null
  dish: Key | null
  match: MatchedFile['trouble']
}

export function PicturesSheet({
  editor,
  isOpen,
  onClose,
}: {
  editor: Editor
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const { storeId } = useDesk()
  const id = useId()
  const [taken, setTaken] = useState<Taken[]>([])
  const [isOver, setIsOver] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const upload = usePicture('/api/menu/picture')
  const save = useEdit((server, pictures: { key: Key; picture: string; seen: string | null }[]) =>
    server.setPictures.mutate({ storeId, pictures }),
  )
  const close = () => {
    setTaken([])
    setTrouble(null)
    onClose()
  }

  const take = async (files: Iterable<File> | null | undefined) => {
    const images = [...(files ?? [])]
      .filter(({ type }) => type.startsWith('image/'))
      .slice(0, MOST_FILES - taken.length)
    if (images.length === 0) return
    const before = taken
    const all = matchFiles(
      [...before, ...images].map((each) => ('file' in each ? each.file : each.name)),
      editor.dishes.map(({ key, body }) => ({ key, ...body, pinyin: editor.pinyin[key] ?? '' })),
    )
    const used = before.map(({ dish }) => dish)
    const added = images.map(({ name }, at): Taken => {
      const { key, trouble: match } = all[before.length + at] ?? { key: null, trouble: 'none' }
      const isUsed = key !== null && used.includes(key)
      return isUsed
        ? { file: name, picture: null, trouble: null, dish: null, match: 'twice' }
        : { file: name, picture: null, trouble: null, dish: key, match }
    })
    setTaken([...before, ...added])
    const set = (at: number, part: Partial<Taken>) =>
      setTaken((now) => now.map((each, nth) => (nth === at ? { ...each, ...part } : each)))
    // One after the other: a house of two cores cuts and writes them while guests order.
    for (const [at, image] of images.entries()) {
      await upload.ask(image).then(
        ({ picture }) => set(before.length + at, { picture }),
        (error: Error) => set(before.length + at, { trouble: error.message }),
      )
    }
  }
  const taking = useRef(take)
  useEffect(() => {
    taking.current = take
  })
  useEffect(() => {
    if (!isOpen) return
    const paste = (event: ClipboardEvent) => void taking.current(event.clipboardData?.files)
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [isOpen])

  const isUploading = taken.some(({ picture, trouble: no }) => picture === null && no === null)
  const ready = taken.flatMap(({ dish: key, picture }) => {
    const dish = editor.dishes.find((each) => each.key === key)
    return dish && picture ? [{ key: dish.key, picture, seen: dish.body.picture }] : []
  })
  const send = async () => {
    setTrouble(null)
    try {
      await save.ask(ready)
      toast.success(t('pictures.done', { count: ready.length }))
      close()
    } catch (error) {
      const refusal = refusalIn(error)
      const { by = t('somebody'), name: dish = '' } = (refusal?.details ?? {}) as {
        by?: string
        name?: string
      }
      if (refusal?.code === 'thing.changed') setTrouble(t('pictures.changed', { name: by, dish }))
      else setTrouble((error as Error).message)
    }
  }

  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && close()}
      title={t('pictures.open')}
      footer={
        taken.length > 0 && (
          <div className="space-y-2">
            {trouble && <Alert>{trouble}</Alert>}
            <Button
              className="w-full"
              disabled={isUploading || save.isBusy || ready.length === 0}
              onClick={() => void send()}
            >
              {isUploading ? t('pictures.busy') : t('pictures.apply', { count: ready.length })}
            </Button>
          </div>
        )
      }
    >
      <div className="space-y-4">
        <section
          aria-label={t('pictures.open')}
          onDragOver={(event) => {
            event.preventDefault()
            setIsOver(true)
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setIsOver(false)
            void take(event.dataTransfer.files)
          }}
          className={cn(
            'space-y-2 rounded-2xl border border-dashed p-4 text-center',
            isOver ? 'border-primary bg-primary-soft' : 'border-edge',
          )}
        >
          <label
            htmlFor={id}
            className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-xl border border-line bg-surface px-4 font-semibold focus-within:outline-2"
          >
            <ImagePlus aria-hidden className="size-4" />
            {t('pictures.choose')}
            <input
              id={id}
              type="file"
              accept="image/*"
              multiple
              disabled={isUploading}
              className="sr-only"
              onChange={(event) => {
                void take([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
          </label>
          <p className="text-ink-soft text-sm">{t('pictures.hint')}</p>
        </section>
        {taken.length > 0 && (
          <p role="status" className="text-sm">
            {t('pictures.matched', {
              count: taken.filter(({ dish }) => dish !== null).length,
              all: taken.length,
            })}
          </p>
        )}
        <ul className="divide-y divide-line">
          {taken.map((each, at) => (
            <TakenRow
              key={at}
              editor={editor}
              taken={each}
              used={taken.flatMap(({ dish }, nth) => (dish && nth !== at ? [dish] : []))}
              onChoose={(dish) =>
                setTaken(
                  taken.map((one, nth) => (nth === at ? { ...one, dish, match: null } : one)),
                )
              }
            />
          ))}
        </ul>
      </div>
    </Sheet>
  )
}

function TakenRow({
  editor,
  taken: { file, picture, trouble, dish, match },
  used,
  onChoose,
}: {
  editor: Editor
  taken: Taken
  /** Dishes of the other pictures. */
  used: readonly Key[]
  onChoose: (dish: Key | null) => void
}) {
  const t = useTranslations('menu-editor.pictures')
  const language = useLocale() as Language
  const before = editor.dishes.find(({ key }) => key === dish)?.body.picture ?? null
  return (
    <li className="flex items-center gap-3 py-3">
      {picture ? (
        <img src={`${picture}-160.webp`} alt="" className="size-16 rounded-xl object-cover" />
      ) : (
        <span
          aria-hidden
          className={cn('size-16 shrink-0 rounded-xl bg-canvas', !trouble && 'animate-pulse')}
        />
      )}
      <div className="min-w-0 flex-1 space-y-1">
        <p className="truncate text-ink-soft text-sm">{file}</p>
        {trouble ? (
          <p className="text-danger text-sm">{trouble}</p>
        ) : (
          <>
            <Select
              aria-label={t('dishOf', { file })}
              value={dish ?? ''}
              onChange={(event) => onChoose(event.target.value || null)}
            >
              <option value="">{t('none')}</option>
              {editor.dishes
                .filter(({ key }) => !used.includes(key))
                .map(({ key, body }) => (
                  <option key={key} value={key}>
                    {nameIn(language, body)}
                  </option>
                ))}
            </Select>
            {match && <p className="text-sm text-warning">{t(`trouble.${match}`)}</p>}
            {before && before !== picture && (
              <p className="flex items-center gap-2 text-ink-soft text-sm">
                <img src={`${before}-160.webp`} alt="" className="size-6 rounded object-cover" />
                {t('replaces')}
              </p>
            )}
          </>
        )}
      </div>
    </li>
  )
}
