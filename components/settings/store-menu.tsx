// Whose menu a store follows: chosen with a look at what would come, what would be shared and what
// is only here; or gone on without.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, type Named, nameIn } from '@/domain/language'

export function useMenus() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data: menus } = useQuery(trpc.stores.menus.queryOptions({ storeId }))
  return { menus, here: menus?.find((each) => each.storeId === storeId) }
}

export function StoreMenu() {
  const t = useTranslations('settings.stores')
  const language = useLocale() as Language
  const format = useFormatter()
  const { storeId, storeRole } = useDesk()
  const { menus, here } = useMenus()
  const [isEnding, setEnding] = useState(false)
  const [leaderId, setLeaderId] = useState<number | null>(null)
  const end = useCommand((server) => server.stores.endFollowing.mutate, {
    stale: ['stores', 'menu'],
    said: t('ended'),
  })
  if (!menus || !here) return null
  const followers = menus.filter(({ leader }) => leader?.storeId === storeId)
  const leaders = menus.filter(
    (each) => each.storeId !== storeId && each.leader === null && each.currency === here.currency,
  )
  const leaderName = here.leader ? nameIn(language, here.leader) : ''
  if (!here.leader && (!storeRole.hasBrand || (leaders.length === 0 && followers.length === 0))) {
    return null
  }
  return (
    <section
      aria-labelledby="store-menu"
      className="space-y-4 rounded-2xl border border-line bg-surface p-4"
    >
      <div>
        <h2 id="store-menu" className="font-semibold text-lg">
          {t('menuTitle')}
        </h2>
        <p className="mt-1 text-ink-soft text-sm">{t('menuLead')}</p>
      </div>
      {here.leader ? (
        <>
          <p className="font-medium">{t('menuFollows', { store: leaderName })}</p>
          {storeRole.hasBrand && (
            <Button variant="outline" onClick={() => setEnding(true)}>
              {t('end')}
            </Button>
          )}
        </>
      ) : followers.length > 0 ? (
        <p className="font-medium">
          {t('menuLeads', {
            count: followers.length,
            names: format.list(followers.map((each) => nameIn(language, each))),
          })}
        </p>
      ) : (
        <>
          <Field label={t('leader')}>
            <Select
              value={leaderId ?? ''}
              onChange={({ target }) => setLeaderId(Number(target.value) || null)}
            >
              <option value="">{t('ownMenu')}</option>
              {leaders.map((each) => (
                <option key={each.storeId} value={each.storeId}>
                  {nameIn(language, each)}
                </option>
              ))}
            </Select>
          </Field>
          {leaderId !== null && <Plan key={leaderId} leaderId={leaderId} />}
        </>
      )}
      <ConfirmDialog
        isOpen={isEnding}
        onClose={() => setEnding(false)}
        title={t('endTitle', { store: leaderName })}
        text={t('endText')}
        action={t('end')}
        onConfirm={() => end.ask({ storeId })}
      />
    </section>
  )
}

/** What would become of the menu, and doing it. */
function Plan({ leaderId }: { leaderId: number }) {
  const t = useTranslations('settings.stores')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [keepsPrices, setKeepsPrices] = useState(true)
  const [keepsOthers, setKeepsOthers] = useState(true)
  const { data: plan, error } = useQuery(
    trpc.stores.planMenu.queryOptions({ storeId, leaderId }, { retry: false }),
  )
  const follow = useCommand((server) => server.stores.followMenu.mutate, {
    isToldHere: true,
    stale: ['stores', 'menu'],
    said: t('followed'),
  })
  if (error) return <Alert>{error.message}</Alert>
  if (!plan) return null
  return (
    <>
      <div className="space-y-2">
        <Dishes title={t('shared', { count: plan.shared.count })} dishes={plan.shared} />
        <Dishes title={t('comes', { count: plan.comes.count })} dishes={plan.comes} />
        <Dishes title={t('others', { count: plan.others.count })} dishes={plan.others} />
      </div>
      {plan.shared.count > 0 && (
        <Checkbox
          checked={keepsPrices}
          hint={t('keepsPricesHint', { count: plan.priced })}
          onChange={({ target }) => setKeepsPrices(target.checked)}
        >
          {t('keepsPrices')}
        </Checkbox>
      )}
      {plan.others.count > 0 && (
        <Checkbox
          checked={keepsOthers}
          hint={t('keepsOthersHint')}
          onChange={({ target }) => setKeepsOthers(target.checked)}
        >
          {t('keepsOthers')}
        </Checkbox>
      )}
      {follow.trouble && <Alert>{follow.trouble}</Alert>}
      <Button
        disabled={follow.isBusy}
        onClick={() =>
          follow.run({ storeId, leaderId, keepsPrices, keepsOthers, print: plan.print })
        }
      >
        {t('follow')}
      </Button>
    </>
  )
}

function Dishes({
  title,
  dishes: { count, first },
}: {
  title: string
  dishes: { count: number; first: readonly Named[] }
}) {
  const t = useTranslations('settings.stores')
  const language = useLocale() as Language
  const more = count - first.length
  return (
    <div>
      <p className="font-medium text-sm">{title}</p>
      {count > 0 && (
        <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
          {first.map((dish) => nameIn(language, dish)).join(' · ')}
          {more > 0 && ` · ${t('more', { count: more })}`}
        </p>
      )}
    </div>
  )
}
