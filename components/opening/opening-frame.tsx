// The frame of the opening: which steps there are and where one stands, at the left on tablets, as
// a bar on phones. Steps that something became of may be gone back into.

import { Check, Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { Progress } from '@/components/ui/progress'
import { ThemeSwitch } from '@/components/ui/theme-switch'
import { NEEDED_STEPS, OPENING_STEPS, type OpeningStep } from '@/domain/opening'
import type { Opening } from '@/server/opening/read-opening'

export function OpeningFrame({
  opening,
  shown,
  onStep,
  children,
}: {
  opening: Opening
  shown: OpeningStep | 'end'
  onStep: (step: OpeningStep) => void
  children: ReactNode
}) {
  const t = useTranslations('setup')
  const tSignIn = useTranslations('sign-in')
  const at = shown === 'end' ? OPENING_STEPS.length : OPENING_STEPS.indexOf(shown)
  const mayGoTo = (step: OpeningStep) =>
    opening.hasOwner
      ? !NEEDED_STEPS.includes(step)
      : step === 'restaurant' || (step === 'owner' && opening.store !== null)
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[18rem_minmax(0,1fr)]">
      <aside className="sticky top-0 hidden h-dvh overflow-y-auto border-line border-r bg-surface p-6 lg:flex lg:flex-col">
        <p aria-hidden className="font-brand text-5xl text-primary tracking-wide">
          {tSignIn('house')}
        </p>
        <nav aria-label={t('steps')} className="mt-10">
          <ol className="space-y-1">
            {OPENING_STEPS.map((step, index) => {
              const state = opening.steps[step]
              const isHere = step === shown
              return (
                <li key={step}>
                  <button
                    type="button"
                    disabled={!mayGoTo(step)}
                    aria-current={isHere ? 'step' : undefined}
                    onClick={() => onStep(step)}
                    className={cn(
                      'flex min-h-12 w-full items-center gap-3 rounded-xl px-3 text-left transition-colors enabled:hover:bg-ink/5',
                      isHere && 'bg-primary-soft font-semibold text-primary',
                      !isHere && !state && 'text-ink-soft',
                    )}
                  >
                    <span
                      className={cn(
                        'grid size-7 shrink-0 place-items-center rounded-full border text-sm tabular-nums',
                        state === 'done' && 'border-success bg-success text-on-fill',
                        state === 'skipped' && 'border-line',
                        !state && (isHere ? 'border-primary' : 'border-line'),
                      )}
                    >
                      {state === 'done' && <Check aria-hidden className="size-4" />}
                      {state === 'skipped' && <Clock aria-hidden className="size-4" />}
                      {!state && index + 1}
                    </span>
                    <span className="flex-1">{t(`step.${step}`)}</span>
                    {state && <span className="sr-only">{t(`state.${state}`)}</span>}
                  </button>
                </li>
              )
            })}
          </ol>
        </nav>
        {opening.hasOwner && <p className="mt-auto text-ink-soft text-sm">{t('kept')}</p>}
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <header className="flex items-center gap-3 px-5 py-3 sm:px-8">
          <div className="min-w-0 flex-1 lg:invisible">
            <p className="text-ink-soft text-sm">
              {t('progress', {
                step: Math.min(at + 1, OPENING_STEPS.length),
                steps: OPENING_STEPS.length,
              })}
            </p>
            <Progress name={t('steps')} share={at / OPENING_STEPS.length} />
          </div>
          <div className="-mr-3 flex">
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </header>
        <main className="mx-auto w-full max-w-3xl flex-1 px-5 pt-4 pb-10 sm:px-8 lg:pt-10">
          {children}
        </main>
      </div>
    </div>
  )
}

/** What a step asks, and below it what it is answered with. */
export function StepPage({
  title,
  lead,
  children,
}: {
  title: string
  lead: string
  children: ReactNode
}) {
  return (
    <div className="animate-arrive">
      <h1 className="font-semibold text-2xl sm:text-3xl">{title}</h1>
      <p className="mt-2 max-w-xl text-ink-soft">{lead}</p>
      <div className="mt-7 space-y-6">{children}</div>
    </div>
  )
}
