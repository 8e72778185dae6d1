// What each role may, in words, and up to which amount it decides alone.

import { Check, Minus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useMoney } from '@/components/ui/money'
import { may, PERMISSIONS, ROLES } from '@/domain/access'
import type { People } from './types'

export function RightsTable({ limits }: { limits: People['limits'] }) {
  const t = useTranslations('people')
  const tRole = useTranslations('staff.role')
  const { sumOf } = useMoney()
  const sum = (cents: number | null) => (cents === null ? t('anyAmount') : sumOf(cents))
  return (
    <div className="space-y-3">
      <p className="max-w-prose text-ink-soft text-sm">{t('tableHint')}</p>
      <section
        aria-label={t('tab.rights')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only keys scrolls it by them
        tabIndex={0}
        className="overflow-x-auto rounded-2xl border border-line bg-surface"
      >
        <table className="w-full min-w-[40rem] text-sm">
          <thead>
            <tr className="border-line border-b">
              <th scope="col" className="px-4 py-3 text-left font-semibold">
                {t('rights')}
              </th>
              {ROLES.map((role) => (
                <th key={role} scope="col" className="w-20 px-1 py-3 font-semibold">
                  {tRole(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {PERMISSIONS.map((permission) => (
              <tr key={permission}>
                <th scope="row" className="px-4 py-2.5 text-left font-normal">
                  {t(`right.${permission}`)}
                </th>
                {ROLES.map((role) => (
                  <td key={role} className="px-1 py-2.5 text-center">
                    {may(role, permission) ? (
                      <>
                        <Check aria-hidden className="inline size-4 text-success" />
                        <span className="sr-only">{t('yes')}</span>
                      </>
                    ) : (
                      <>
                        <Minus aria-hidden className="inline size-4 text-ink-soft opacity-50" />
                        <span className="sr-only">{t('no')}</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="max-w-prose text-ink-soft text-sm">
        {t('limits', {
          discount: sum(limits.discountCents),
          refund: sum(limits.refundCents),
        })}
      </p>
    </div>
  )
}
