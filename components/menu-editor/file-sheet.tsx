// The menu out as a table and in again: first it is said what would change and what cannot be read,
// then it goes into the draft.

import { Download, FileUp } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useFile } from '@/components/desk/use-file'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/wire/toast'
import type { TableFlaw } from '@/domain/menu-table'
import type { Imported } from '@/server/menu/editor/menu-file'

/** As many as one mends at a time. */
const SHOWN = 50

export function FileSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('menu-editor.file')
  const { storeId } = useDesk()
  const id = useId()
  const [file, setFile] = useState<File | null>(null)
  const trial = useFile<Imported>((store) => `/api/menu/import?store_id=${store}`)
  const apply = useFile<Imported>(
    (store) => `/api/menu/import?store_id=${store}&trial=no`,
    (answer) => {
      if (answer.flaws.length > 0) return
      toast.success(t('done'))
      close()
    },
  )
  const close = () => {
    setFile(null)
    trial.forget()
    apply.forget()
    onClose()
  }
  const read = file ? trial.answer : undefined
  const isReady = read && read.flaws.length === 0 && read.added + read.changed > 0
  const trouble = trial.trouble ?? apply.trouble
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && close()}
      title={t('open')}
      footer={
        file &&
        isReady && (
          <Button className="w-full" disabled={apply.isBusy} onClick={() => apply.run(file)}>
            {t('apply')}
          </Button>
        )
      }
    >
      <div className="space-y-4">
        <p className="text-ink-soft text-sm">{t('text')}</p>
        <div className="flex flex-wrap gap-2">
          {(['xlsx', 'csv'] as const).map((end) => (
            <Button
              key={end}
              variant="outline"
              render={<a href={`/api/menu/export.${end}?store_id=${storeId}`} download />}
            >
              <Download aria-hidden className="size-4" />
              {t(end === 'xlsx' ? 'exportXlsx' : 'export')}
            </Button>
          ))}
          <label
            htmlFor={id}
            className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-xl border border-line bg-surface px-4 font-semibold focus-within:outline-2"
          >
            <FileUp aria-hidden className="size-4" />
            {t('choose')}
            <input
              id={id}
              type="file"
              accept=".xlsx,.csv,.txt,.tsv,text/csv"
              className="sr-only"
              onChange={(event) => {
                const [chosen = null] = event.target.files ?? []
                event.target.value = ''
                setFile(chosen)
                if (chosen) trial.run(chosen)
              }}
            />
          </label>
        </div>
        {file && <p className="truncate font-medium">{file.name}</p>}
        {trouble && <Alert>{trouble}</Alert>}
        {read && read.flaws.length === 0 && (
          <Alert tone="info">
            {t('checked', { added: read.added, changed: read.changed, same: read.same })}
          </Alert>
        )}
        {read && read.flaws.length > 0 && <Flaws flaws={read.flaws} />}
      </div>
    </Sheet>
  )
}

function Flaws({ flaws }: { flaws: readonly TableFlaw[] }) {
  const t = useTranslations('menu-editor.file')
  const tFile = useTranslations('menu-file')
  const columnOf = ({ column }: TableFlaw) => {
    if (column === null) return t('whole')
    const [field, language] = column.split('.')
    const named = tFile(`column.${field as 'name'}`)
    return language ? tFile('column.inLanguage', { column: named, language }) : named
  }
  return (
    <Alert>
      {t('flaws', { count: flaws.length })}
      <ul className="mt-1 list-disc pl-5">
        {flaws.slice(0, SHOWN).map((flaw) => {
          const { line, text, reason } = flaw
          const said = { line, text, column: columnOf(flaw), reason: t(`reason.${reason}`) }
          return (
            <li key={`${line} ${flaw.column} ${reason} ${text}`}>
              {text === '' ? t('flaw', said) : t('flawText', said)}
            </li>
          )
        })}
      </ul>
      {flaws.length > SHOWN && t('more', { count: flaws.length - SHOWN })}
    </Alert>
  )
}
