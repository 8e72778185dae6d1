// Takes a dish back, or some of its portions, with a reason. The portions that were on the screen are sent along, so that a
// second try after a lost answer takes nothing back twice.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { useDesk } from './desk'
import { ReasonDialog } from './reason-dialog'
import type { LineView } from './shapes'
import { useAfterDeed } from './use-after-deed'

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
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { onSettled } = useAfterDeed()
  const takeBack = useMutation(trpc.ordering.voidLine.mutationOptions({ onSettled }))
  const [wanted, setWanted] = useState<number | null>(null)

  const dish = nameIn(language, line)
  const seenQuantity = line.quantity
  const quantity = Math.min(wanted ?? seenQuantity, seenQuantity)
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={() => {
        setWanted(null)
        onClose()
      }}
      title={t('voidTitle', { dish })}
      text={t('voidText')}
      action={quantity < seenQuantity ? t('voidCount', { count: quantity }) : t('void')}
      onReason={(reason) =>
        takeBack.mutateAsync({ storeId, lineId: line.id, quantity, seenQuantity, reason })
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
