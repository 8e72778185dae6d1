// A report as a file, .xlsx or CSV, made by the server for the days that are shown. It comes
// through a door of its own, as it is read.

import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { type Say, sentenceOfAnswer } from '@/components/wire/house-answer'
import { toast } from '@/components/wire/toast'
import { useSay } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import type { ReportName } from '@/server/analytics/reports'
import { isComplete, type PeriodChoice } from './period-picker'

export type Export = {
  report: ReportName
  choice: PeriodChoice
  /** The last so many days instead. */
  days?: number | undefined
  /** As the list on the screen is sorted. */
  sort?: { by: string; direction: 'asc' | 'desc' } | undefined
}
type Format = 'xlsx' | 'csv'
const FORMATS: readonly Format[] = ['xlsx', 'csv']

export function DownloadButton({ title, files }: { title: string; files: Export[] }) {
  const t = useTranslations('reports')
  const failed = useTranslations('staff')('failed')
  const { storeId } = useDesk()
  const say = useSay()
  const download = useCommand<string, Report>(() => (address) => fetchFile(address, say), {
    onDone: ({ fileName, file }) => saveFile(fileName, file),
    onTrouble: (error) => {
      toast.error(error instanceof Refused ? error.message : failed)
      return true
    },
  })
  return (
    <Menu>
      <MenuTrigger
        aria-label={t('download', { report: title })}
        title={t('download', { report: title })}
        disabled={download.isBusy || files.some(({ choice }) => !isComplete(choice))}
        className="grid size-11 place-items-center rounded-xl text-ink-soft hover:bg-ink/5 disabled:opacity-50"
      >
        <Download aria-hidden className="size-4" />
      </MenuTrigger>
      <MenuContent>
        {files.flatMap((file) =>
          FORMATS.map((format) => (
            <MenuItem
              key={`${file.report} ${format}`}
              onClick={() => download.run(addressOf(storeId, file, format))}
            >
              {file.report === 'orders' ? t(`file.orders.${format}`) : t(`file.${format}`)}
            </MenuItem>
          )),
        )}
      </MenuContent>
    </Menu>
  )
}

/** The server's no, in the person's language. */
class Refused extends Error {}

function addressOf(
  storeId: number,
  { report, choice, days, sort }: Export,
  format: Format,
): string {
  const query = new URLSearchParams({ store_id: String(storeId), period: choice.period })
  if (choice.customStart) query.set('custom_start', choice.customStart)
  if (choice.customEnd) query.set('custom_end', choice.customEnd)
  if (days !== undefined) query.set('days', String(days))
  if (sort) {
    query.set('sort_by', sort.by)
    query.set('sort_direction', sort.direction)
  }
  return `/api/reports/${report}.${format}?${query}`
}

type Report = { fileName: string; file: Blob }

async function fetchFile(address: string, say: Say): Promise<Report> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Refused(sentenceOfAnswer(answer.status, await answer.text(), say))
  const said = answer.headers.get('Content-Disposition') ?? ''
  return { fileName: /filename="(.+)"/.exec(said)?.[1] ?? '', file: await answer.blob() }
}

function saveFile(fileName: string, file: Blob) {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
