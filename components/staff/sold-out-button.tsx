// On the floor: how many dishes and options nobody can order, and the way to the list of them.

import { Ban } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { SoldOutSheet } from '@/components/sold-out/sold-out-sheet'
import { useMarked } from '@/components/sold-out/use-marked'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'

export function SoldOutButton() {
  const t = useTranslations('sold-out')
  const { may } = useDesk()
  const [isOpen, setOpen] = useState(false)
  const marked = useMarked().data
  if (!may('dish.availability')) return null
  const dishes = marked?.dishes.filter((dish) => dish.isSoldOut) ?? []
  const options = marked?.options.filter((option) => option.isSoldOut) ?? []
  const count = dishes.length + options.length
  return (
    <>
      <Button
        variant="outline"
        size="sm"
        aria-label={count > 0 ? t('openCount', { count }) : t('open')}
        className={cn(count > 0 && 'border-danger text-danger')}
        onClick={() => setOpen(true)}
      >
        <Ban aria-hidden className="size-4" />
        {t('open')}
        {count > 0 && <span className="tabular-nums">{count}</span>}
      </Button>
      <SoldOutSheet open={isOpen} onOpenChange={setOpen} />
    </>
  )
}
