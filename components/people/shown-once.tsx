// The login and the password of somebody, for the one time that it is shown.

import { Copy } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { toast } from '@/components/wire/toast'

export function ShownOnce({
  login,
  password,
  onClose,
}: {
  login: string
  password: string
  onClose: () => void
}) {
  const t = useTranslations('people')
  const copy = async () => {
    await navigator.clipboard.writeText(`${login} ${password}`)
    toast.success(t('copied'))
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('once')} text={t('onceHint')}>
      <dl className="space-y-2 rounded-xl bg-canvas p-4">
        {[
          [t('field.login'), login],
          [t('field.password'), password],
        ].map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft text-sm">{name}</dt>
            <dd className="select-all break-all font-mono text-lg">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex justify-end gap-2">
        {/* There is none where the page came over plain http. */}
        {globalThis.navigator?.clipboard && (
          <Button variant="outline" onClick={() => void copy()}>
            <Copy aria-hidden className="size-4" />
            {t('copy')}
          </Button>
        )}
        <Button onClick={onClose}>{t('done')}</Button>
      </div>
    </Dialog>
  )
}
