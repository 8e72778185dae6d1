// Takes a dish back, or some of its portions, with a reason. The portions that were on the screen
// are sent along, so that a second try after a lost answer takes nothing back twice.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { ReasonDialog } from '@/components/ui/reason-dialog'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import type { LineView } from './types'
import { useDishReasons } from './use-dish-reasons'

export function TakeBackDialog({
  line,
  isOpen,
  onClose,
}: {
  line: LineView
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTranslations('staff.line')
  const language = useLocale() as Language
  const dishReasons = useDishReasons()
  const { storeId } = useDesk()
  const takeBack = useCommand((server) => server.ordering.voidLine.mutate, { stale: AT_A_TABLE })
  const [wanted, setWanted] = useState<number | null>(null)

  const dish = nameIn(language, line)
  const seenQuantity = line.quantity
  const quantity = Math.min(wanted ?? seenQuantity, seenQuantity)
  return (
    <ReasonDialog
      common={dishReasons}
      isOpen={isOpen}
      onClose={() => {
        setWanted(null)
        onClose()
      }}
      title={t('voidTitle', { dish })}
      text={t('voidText')}
      action={quantity < seenQuantity ? t('voidCount', { count: quantity }) : t('void')}
      onReason={(reason) =>
        takeBack.ask({ storeId, lineId: line.id, quantity, seenQuantity, reason })
      }
    >
      {seenQuantity > 1 && (
        <div className="flex items-center justify-between gap-3">
          <span className="font-medium text-sm">{t('voidQuantity', { all: seenQuantity })}</span>
          <QuantityStepper
            value={quantity}
            minimum={1}
            maximum={seenQuantity}
            onChange={setWanted}
            name={dish}
          />
        </div>
      )}
    </ReasonDialog>
  )
}
