// What we keep: take it along as a file, or have it erased. Erasing asks for the last four digits of the number, typed.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import { saveAsJson } from './save-as-json'

export function OwnData({ code }: { code: string }) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const [isErasing, setErasing] = useState(false)
  const download = useMutation(
    trpc.membership.exportMine.mutationOptions({
      onSuccess: (data) => saveAsJson('fanzhuo-member.json', data),
      onError: (error) => toast.error(isUnanswered(error) ? t('unanswered') : error.message),
    }),
  )
  return (
    <section aria-labelledby="data-title" className="space-y-3">
      <h2 id="data-title" className="font-semibold text-lg">
        {t('data.title')}
      </h2>
      <p className="text-ink-soft text-sm">{t('data.lead')}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        <Button
          variant="outline"
          disabled={download.isPending}
          onClick={() => download.mutate({ code })}
        >
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
  const erase = useMutation(
    trpc.membership.eraseMine.mutationOptions({
      onSuccess: async () => {
        toast.success(t('data.erased'))
        onClose()
        await queryClient.resetQueries(trpc.membership.pathFilter())
      },
    }),
  )
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
          erase.mutate({ code, typedTail })
        }}
      >
        <label className="block space-y-1.5">
          <span className="font-medium text-sm">{t('data.tail')}</span>
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={typedTail}
            onChange={(event) => {
              setTypedTail(event.target.value)
              erase.reset()
            }}
          />
        </label>
        {erase.isError && (
          <p role="alert" className="text-danger text-sm">
            {isUnanswered(erase.error) ? t('unanswered') : erase.error.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            variant="danger"
            disabled={erase.isPending || typedTail.length !== 4}
          >
            {t('data.doErase')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
