// What we keep: take it along as a file, or have it erased. Erasing asks for the last four digits
// of the number, typed.

import { useQueryClient } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { saveAsJson } from '@/components/ui/save-as-json'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

export function OwnData({ code }: { code: string }) {
  const t = useTranslations('member')
  const [isErasing, setErasing] = useState(false)
  const download = useCommand((server) => server.membership.exportMine.mutate, {
    onDone: (data) => saveAsJson('fanzhuo-member.json', data),
  })
  return (
    <section aria-labelledby="data-title" className="space-y-3">
      <h2 id="data-title" className="font-semibold text-lg">
        {t('data.title')}
      </h2>
      <p className="text-ink-soft text-sm">{t('data.lead')}</p>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        <Button variant="outline" disabled={download.isBusy} onClick={() => download.run({ code })}>
          <Download aria-hidden className="size-5" /> {t('data.export')}
        </Button>
        <Button variant="outline" className="text-danger!" onClick={() => setErasing(true)}>
          <Trash2 aria-hidden className="size-5" /> {t('data.erase')}
        </Button>
      </div>
      {isErasing && <EraseMe code={code} onClose={() => setErasing(false)} />}
    </section>
  )
}

function EraseMe({ code, onClose }: { code: string; onClose: () => void }) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [typedTail, setTypedTail] = useState('')
  const erase = useCommand((server) => server.membership.eraseMine.mutate, {
    said: t('data.erased'),
    isToldHere: true,
    onDone: async () => {
      onClose()
      await queryClient.resetQueries(trpc.membership.pathFilter())
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('data.ask')}
      text={t('data.askText')}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          erase.run({ code, typedTail })
        }}
      >
        <Field label={t('data.tail')}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={typedTail}
            onChange={(event) => {
              setTypedTail(event.target.value)
              erase.forget()
            }}
          />
        </Field>
        {erase.trouble && (
          <p role="alert" className="text-danger text-sm">
            {erase.trouble}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="danger" disabled={erase.isBusy || typedTail.length !== 4}>
            {t('data.doErase')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
