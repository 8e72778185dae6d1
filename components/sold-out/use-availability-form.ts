// What a dish is from now on, as it is filled in.

import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { setAvailability } from '@/forms/menu'
import { requestOf, type Typed } from './sold-out-request'

export type AvailabilityForm = ReturnType<typeof useAvailabilityForm>

/** @param dayEndsAt the instant (ISO); '' = it is not known yet */
export function useAvailabilityForm(typed: Typed, dayEndsAt: string) {
  const { timeZone } = useDesk().storeRole
  return useForm({
    schema: setAvailability,
    typed,
    read: (now) => requestOf(now, { nowMs: Date.now(), timeZone, dayEndsAt }),
  })
}
