// A table's QR and link, for a guest whose camera or sticker fails.

import { Copy, ExternalLink } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Qr } from '@/components/ui/qr'
import { toast } from '@/components/wire/toast'

export function TableCode({ url }: { url: string }) {
  const t = useTranslations('staff.code')
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    toast.success(t('copied'))
  }
  return (
    <div className="space-y-4 text-center">
      <Qr text={url} className="mx-auto w-56" />
      <p className="text-ink-soft text-sm">{t('hint')}</p>
      <p className="break-all rounded-xl bg-canvas p-3 font-mono text-xs">{url}</p>
      <div className="flex gap-2">
        {/* Browsers give the clipboard only to pages over https. */}
        {navigator.clipboard && (
          <Button variant="outline" className="flex-1" onClick={copy}>
            <Copy aria-hidden /> {t('copy')}
          </Button>
        )}
        <Button
          variant="outline"
          className="flex-1"
          render={<a href={url} target="_blank" rel="noreferrer" />}
        >
          <ExternalLink aria-hidden /> {t('open')}
        </Button>
      </div>
    </div>
  )
}
