'use client'
// The one way to fill in a form: what is typed is read into what the router wants and held against
// the router's own schema. What is wrong stands at its field in the person's language, the first of
// it is gone to, and nothing that was typed is lost.

import { type BaseSyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import {
  type DefaultValues,
  type Field,
  type FieldError,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  get,
  type PathValue,
  type Resolver,
  set,
  useForm as useFields,
  useWatch,
} from 'react-hook-form'
import { useTranslations } from 'use-intl'
import type * as z from 'zod'
import { config } from 'zod/v4/core'
import { useMoney } from '@/components/ui/money'
import { fromTyped } from '@/domain/money'
import { checkForm, lengthAt } from './check-form'
import { digitsTyped, limitTyped } from './typed'
import { markUnsaved } from './unsaved'

// The pages’ Content-Security-Policy lets no schema be compiled; the server, which paints them
// first, may go on to do so.
if (typeof window !== 'undefined') config({ jitless: true })

export function useForm<Typed extends FieldValues, Schema extends z.ZodType>({
  schema,
  typed: atFirst,
  read,
  says = {},
  rule,
}: {
  /** What the router takes. */
  schema: Schema
  /** What stands in the fields at first; a field has the name of what it fills. */
  typed: Typed
  /** What is sent, from what is typed; NaN where that is no number. */
  read: (typed: Typed) => z.input<Schema>
  /** What is said of fields whose shape needs words of its own. */
  says?: Partial<Record<FieldPath<Typed>, string>>
  /** What the house's rule has against a request that is well-formed: a sentence for each field. */
  rule?: (request: z.output<Schema>) => Partial<Record<FieldPath<Typed>, string>>
}) {
  const t = useTranslations('form')
  const tAmount = useTranslations('ui.amount')
  const money = useMoney()
  /** Why what is typed as an amount or a percentage is none. */
  const flawOf = (path: string, value: unknown): string | null => {
    const digits = digitsTyped(path, money)
    if (digits === null || typeof value !== 'string') return null
    const read = fromTyped(value, digits)
    return typeof read === 'number' ? null : tAmount(read.flaw, { digits })
  }
  const [defaultValues] = useState(atFirst as DefaultValues<Typed>)
  /** What would be sent of what is typed, or what is wrong with it, as sentences. */
  const check = (now: Typed): { request: z.output<Schema> } | { wrong: Map<string, string> } => {
    const checked = checkForm(schema, read(now))
    const wrong = new Map<string, string>()
    if ('request' in checked) {
      for (const [path, sentence] of Object.entries(rule?.(checked.request) ?? {})) {
        if (sentence) wrong.set(path, sentence as string)
      }
      if (wrong.size === 0) return checked
    } else {
      for (const [path, { word, limit = 0 }] of checked.wrong) {
        // Of a list that has words of its own, they say what is wrong with any part of it.
        const list = Object.keys(says).find((field) => path.startsWith(`${field}.`))
        if (list !== undefined) {
          wrong.set(list, says[list as FieldPath<Typed>] ?? '')
          continue
        }
        const value: unknown = get(now, path)
        const isEmpty = value === null || (typeof value === 'string' && value.trim() === '')
        const ownWords = says[path as FieldPath<Typed>]
        const told = { limit: limitTyped(path, limit, money) as number }
        const said = flawOf(path, value) || ownWords || t(word, told)
        wrong.set(path, isEmpty ? t('missing') : said)
      }
    }
    return { wrong }
  }
  const resolver: Resolver<Typed, unknown, z.output<Schema>> = (now, _context, { fields }) => {
    const checked = check(now)
    if ('request' in checked) return { values: checked.request as never, errors: {} }
    const errors = {}
    for (const [path, message] of checked.wrong) {
      // What has no field in sight is said of the whole, so that nobody wonders why nothing
      // happens.
      const isMounted = Boolean((get(fields, path) as Field['_f'] | undefined)?.mount)
      const isInSight = isMounted || said.current?.has(path)
      set(errors, isInSight ? path : 'root', { type: 'wrong', message })
    }
    return { values: {}, errors: errors as FieldErrors<Typed> }
  }
  const form = useFields<Typed, unknown, z.output<Schema>>({ defaultValues, resolver })
  const { control, register, setValue, handleSubmit, formState, reset } = form
  const { errors, isSubmitted } = formState
  const typed = useWatch({ control }) as Typed

  // What would be sent is held against what is there now, not text against text: '2' is '2.00'.
  const id = useId()
  // What is said of a field stands at it, also where its control is nobody's but its screen's.
  const said = useRef<Set<string>>(null)
  said.current = new Set()
  const isChanged = JSON.stringify(read(typed)) !== JSON.stringify(read(atFirst))
  useEffect(() => {
    markUnsaved(id, isChanged)
    return () => markUnsaved(id, false)
  }, [id, isChanged])

  return {
    control,
    /** What is typed just now. */
    typed,
    /** What would be sent just now, or null. */
    requestNow: (): z.output<Schema> | null => {
      const checked = check(typed)
      return 'request' in checked ? checked.request : null
    },
    /** The control of a field. */
    of: <Name extends FieldPath<Typed>>(name: Name) => {
      const first: unknown = get(defaultValues, name)
      const start =
        typeof first === 'boolean'
          ? { defaultChecked: first }
          : { defaultValue: first as string | undefined }
      return { ...register(name), ...start, maxLength: lengthAt(schema, name) }
    },
    /** What is wrong with a field, as a sentence. */
    wrong: (name: FieldPath<Typed>): string | undefined => {
      said.current?.add(name)
      return (get(errors, name) as FieldError | undefined)?.message
    },
    /** What is wrong with the whole. */
    trouble: errors.root?.message ?? null,
    change: <Name extends FieldPath<Typed>>(name: Name, value: PathValue<Typed, Name>) =>
      setValue(name, value, { shouldDirty: true, shouldValidate: isSubmitted }),
    /** For a form's `onSubmit`: sends what is right. */
    send: (onRequest: (request: z.output<Schema>) => unknown) => (event?: BaseSyntheticEvent) => {
      const place: unknown = event?.currentTarget
      return handleSubmit(
        (request) => void onRequest(request as z.output<Schema>),
        () => place instanceof HTMLElement && requestAnimationFrame(() => goToWrong(place)),
      )(event)
    },
    /**
     * For a dialog’s `onConfirm`: false while something is wrong; throws what `onRequest` throws.
     */
    confirm: async (
      onRequest: (request: z.output<Schema>) => Promise<unknown>,
    ): Promise<boolean> => {
      let isSent = false
      await handleSubmit(async (request) => {
        isSent = true
        await onRequest(request as z.output<Schema>)
      })()
      return isSent
    },
    reset,
  }
}

/** To the first control that is wrong, unless the form is at one already. */
function goToWrong(form: HTMLElement): void {
  const isWrong = '[aria-invalid="true"]'
  if (document.activeElement?.matches(isWrong) && form.contains(document.activeElement)) return
  form.querySelector<HTMLElement>(isWrong)?.focus()
}
