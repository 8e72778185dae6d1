// A table's QR and link, for a guest whose camera or sticker fails.

import { Copy, ExternalLink } from 'lucide-react'
import { useMemo } from 'react'
import { toast } from 'sonner'
import { encode } from 'uqr'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'

export function TableCode({ url }: { url: string }) {
  const t = useTranslations('staff.code')
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    toast.success(t('copied'))
  }
  return (
    <div className="space-y-4 text-center">
      <Qr text={url} />
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

/** Dark on white whatever the theme: cameras need it. */
function Qr({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: 2 })
    const cells = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
    )
    return { size, path: cells.join('') }
  }, [text])
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={text}
      shapeRendering="crispEdges"
      className="mx-auto w-56 rounded-2xl bg-white p-2"
    >
      <path d={path} fill="#111" />
    </svg>
  )
}
