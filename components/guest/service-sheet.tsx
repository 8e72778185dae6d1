// What a guest may ask of the floor with one tap; what was asked stays marked until somebody has
// come.

import { BellRing, Check, type LucideIcon, Receipt } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Sheet } from '@/components/ui/sheet'
import { useCommand } from '@/components/wire/use-command'
import type { ServiceKind } from '@/domain/service'
import { useRequests } from './use-requests'

const ASKS = [
  { kind: 'call', Icon: BellRing },
  { kind: 'bill', Icon: Receipt },
] as const satisfies { kind: ServiceKind; Icon: LucideIcon }[]

export function ServiceSheet({
  code,
  isOpen,
  hasOrdered,
  onClose,
}: {
  code: string
  isOpen: boolean
  hasOrdered: boolean
  onClose: () => void
}) {
  const t = useTranslations('guest')
  const requests = useRequests(code, isOpen)
  const ask = useCommand((server) => server.service.request.mutate, {
    stale: ['service.requests'],
    said: t('service.sent'),
  })

  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()} title={t('service.title')}>
      <ul className="space-y-2.5">
        {ASKS.filter(({ kind }) => kind === 'call' || hasOrdered).map(({ kind, Icon }) => {
          const asked = requests.find((request) => request.kind === kind)
          return (
            <li key={kind}>
              <button
                type="button"
                disabled={ask.isBusy || asked !== undefined}
                onClick={() => ask.run({ code, kind })}
                className={cn(
                  'flex min-h-16 w-full items-center gap-4 rounded-2xl border px-4 py-3 text-left',
                  asked ? 'border-success bg-success-soft' : 'border-line bg-surface',
                )}
              >
                <span
                  className={cn(
                    'grid size-11 shrink-0 place-items-center rounded-full',
                    asked ? 'bg-success text-on-fill' : 'bg-primary-soft text-primary',
                  )}
                >
                  {asked ? <Check aria-hidden /> : <Icon aria-hidden className="size-5" />}
                </span>
                <span>
                  <span className="block font-semibold">{t(`service.${kind}`)}</span>
                  <span className="block text-ink-soft text-sm">
                    {asked ? t('service.sent') : t(`service.${kind}Hint`)}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </Sheet>
  )
}
