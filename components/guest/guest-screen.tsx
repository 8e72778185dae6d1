'use client'
// The guest's screen at a table: the menu, the cart the party shares, and how far what they ordered
// is. The menu is painted by the server; everything that moves arrives over the live wire and is
// read again.

import { useQuery } from '@tanstack/react-query'
import { Armchair, HandPlatter, type LucideIcon } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Sheet } from '@/components/ui/sheet'
import { later, Once, whenAsked } from '@/components/wire/later'
import { toast } from '@/components/wire/toast'
import { useTRPC } from '@/components/wire/trpc'
import { namedAllergies } from '@/domain/allergies'
import { defaultChoices, portionsAtOnce } from '@/domain/menu'
import { lineLike, portionsOf } from './cart'
import { CartBar } from './cart-bar'
import { useChangeWords } from './change-words'
import { GuestHeader, type View } from './guest-header'
import { MenuView } from './menu-view'
import { openCentsOf } from './progress'
import { CART_IDS, SkipToCart } from './skip-to-cart'
import type { MenuDish } from './types'
import { useAgain } from './use-again'
import { useAskedAdd } from './use-asked-add'
import { useCart } from './use-cart'
import { useChangedLine } from './use-changed-line'
import { useChanges } from './use-changes'
import { useClosed } from './use-closed'
import { useIsOnline } from './use-is-online'
import { useIsWide } from './use-is-wide'
import { useKeptTable } from './use-kept-table'
import { useMenu } from './use-menu'
import { type FirstSeat, useSeat } from './use-seat'
import { useStable } from './use-stable'
import { useSubmit } from './use-submit'

// What is not painted at first is not part of the first load.
const AllergySheet = whenAsked(async () => (await import('./allergy-sheet')).AllergySheet)
const BillSheet = whenAsked(async () => (await import('@/components/payment/bill-sheet')).BillSheet)
const CartPanel = later(async () => (await import('./cart-panel')).CartPanel)
const DishSheet = later(async () => (await import('./dish-sheet')).DishSheet)
const OrdersView = later(async () => (await import('./orders-view')).OrdersView)
const PartySheet = later(async () => (await import('./party-sheet')).PartySheet)
const Questions = later(async () => (await import('./questions')).Questions)
const ServiceSheet = later(async () => (await import('./service-sheet')).ServiceSheet)
const StoreSheet = whenAsked(async () => (await import('./store-sheet')).StoreSheet)
const TableLive = later(async () => (await import('./table-live')).TableLive)

type SheetName = 'store' | 'cart' | 'service' | 'party' | 'allergies' | 'bill'

export function GuestScreen({ code, firstSeat }: { code: string; firstSeat: FirstSeat }) {
  const t = useTranslations('guest')
  const trpc = useTRPC()
  const [view, setView] = useState<View>('menu')
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const [billOf, setBillOf] = useState<number | null>(null)
  const [dishId, setDishId] = useState<number | null>(null)
  const [isDishOpen, setDishOpen] = useState(false)
  const isOnline = useIsOnline()

  // Whoever comes back from the pay page sees the bill first.
  useEffect(() => {
    if (location.hash !== '#bill') return
    history.replaceState(history.state, '', location.pathname)
    setView('orders')
    setSheet('bill')
  }, [])

  const { menu, hear } = useMenu(code)
  const seat = useSeat(code, firstSeat)
  useKeptTable(code, seat.isEnded)
  const shared = useCart(code, seat, (sentence) => toast.error(sentence))
  const changes = useChanges(shared.cart)
  const changeWords = useChangeWords()
  const changed = changes.all.map(changeWords).join('\n')
  useEffect(() => {
    if (changed) toast.message(t('cart.menuChanged'), { id: 'menu-changed', description: changed })
  }, [changed, t])
  const orders = useQuery({
    ...trpc.ordering.mine.queryOptions({ code }),
    enabled: seat.party !== undefined && !seat.isEnded,
  })
  const isPartlyPaid = orders.data?.some((order) => order.paidCents > 0 && openCentsOf([order]) > 0)
  const bill = useQuery({
    ...trpc.billing.bill.queryOptions({ code }),
    enabled: isPartlyPaid === true || seat.isEnded,
    retry: false,
  })
  const open = bill.data?.bills.filter(({ openCents }) => openCents > 0) ?? []
  const isOwnPartPaid = open.length > 0 && open.every((each) => each.isOwnPartPaid)
  const showBill = (orderId: number | null) => {
    setBillOf(orderId)
    setSheet('bill')
  }
  const showOrder = (placed?: { orderId: number; owedCents: number }) => {
    const isPaidFirst = menu?.store.orderMode === 'pay_first' && placed?.owedCents !== 0
    if (isPaidFirst) showBill(placed?.orderId ?? null)
    else setSheet(null)
    setView('orders')
    toast.success(isPaidFirst ? t('cart.placedPay') : t('cart.placed'))
  }
  const submit = useSubmit(code, shared.cart, showOrder)
  const closed = useClosed(menu?.store)
  const { party } = seat
  const ownNumber = party?.number
  const allergies = useMemo(
    () => (party ? namedAllergies(party.allergies, party.guests) : []),
    [party],
  )
  const isWide = useIsWide()
  const asked = useAskedAdd(shared, { ownNumber, allergies })
  const again = useAgain(menu, asked)
  const changedLine = useChangedLine(asked, allergies)

  const atOnce = (added: MenuDish) =>
    portionsAtOnce(added, party?.people ?? null, portionsOf(shared.cart, added.id))
  // The same functions all the time, so that no dish is drawn again for them.
  const onLook = useCallback((looked: MenuDish) => {
    setDishId(looked.id)
    setDishOpen(true)
  }, [])
  const onAdd = useStable((added: MenuDish) => {
    const { stock } = added
    if (stock !== null && portionsOf(shared.cart, added.id) >= stock) {
      toast.error(t('menu.left', { count: stock }))
      return
    }
    asked.add({
      dish: added,
      choices: defaultChoices(added),
      quantity: atOnce(added),
      note: '',
    })
  })
  const onTake = useStable((taken: MenuDish) => {
    if (!shared.cart || ownNumber === undefined) return
    const line = lineLike(shared.cart, ownNumber, { dishId: taken.id, choices: [], note: '' })
    if (line) shared.change(line, -1)
  })

  if (seat.isEnded) {
    return (
      <Ending
        Icon={HandPlatter}
        title={t('ended.title')}
        hint={t('ended.hint')}
        again={t('ended.again')}
        onAgain={seat.sitDown}
      >
        {bill.data && bill.data.bills.length > 0 && (
          <>
            <Button size="lg" variant="outline" onClick={() => setSheet('bill')}>
              {t('ended.bill')}
            </Button>
            <BillSheet
              code={code}
              open={sheet === 'bill'}
              orderId={billOf}
              onChoose={setBillOf}
              onClose={() => setSheet(null)}
            />
          </>
        )}
      </Ending>
    )
  }
  if (seat.refusal) {
    return (
      <Ending
        Icon={Armchair}
        title={t('refused.title')}
        hint={seat.refusal}
        again={t('refused.again')}
        onAgain={seat.sitDown}
      />
    )
  }
  if (!menu) return null

  const dish = menu.categories
    .flatMap((category) => category.dishes)
    .find((each) => each.id === dishId)
  const hasOrdered = (orders.data?.length ?? 0) > 0
  const close = () => setSheet(null)
  const cart = (
    <CartPanel
      shared={shared}
      changes={changes}
      submit={submit}
      ownNumber={ownNumber}
      orderMode={menu.store.orderMode}
      onCategory={(id) => {
        setView('menu')
        close()
        document.getElementById(`category-${id}`)?.scrollIntoView()
      }}
      isClosed={closed !== null}
      menu={menu}
      allergies={allergies}
      onAllergies={() => setSheet('allergies')}
      onLine={(line, lineDish) => {
        changedLine.open(line, lineDish, () => setSheet(sheet))
        close()
      }}
    />
  )

  return (
    <div className="relative mx-auto flex h-dvh max-w-[120rem] flex-col bg-surface text-ink">
      {view === 'menu' && <SkipToCart />}
      <GuestHeader
        store={menu.store}
        tableName={party?.tableName ?? menu.table.name}
        isTakeaway={party?.isTakeaway ?? menu.table.isTakeaway}
        party={party}
        view={view}
        orderCount={orders.data?.length ?? 0}
        isOnline={isOnline}
        isUnsent={shared.isUnsent}
        onView={setView}
        onParty={() => setSheet('party')}
        onService={() => setSheet('service')}
        onStore={() => setSheet('store')}
        closed={closed}
      />
      <noscript>
        <p className="bg-warning-soft px-4 py-3 font-medium text-warning">{t('noScript')}</p>
      </noscript>
      {party && (
        <TableLive
          key={party.sittingId}
          code={code}
          isOnline={isOnline}
          from={menu.seq}
          onMenu={hear}
          onCartOrdered={() => sheet === 'cart' && !submit.isSubmitting && showOrder()}
        />
      )}
      <div className="flex min-h-0 flex-1">
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">
          {party && view === 'menu' && (
            <Questions code={code} party={party} onAllergies={() => setSheet('allergies')} />
          )}
          <div {...panelOf('menu', view)}>
            <MenuView
              menu={menu}
              cart={shared.cart}
              ownNumber={ownNumber}
              allergies={allergies}
              onLook={onLook}
              onAdd={onAdd}
              onTake={onTake}
            />
          </div>
          <div {...panelOf('orders', view)}>
            <Once when={view === 'orders'}>
              <OrdersView
                code={code}
                orders={orders.data}
                isFailed={orders.isError}
                party={party}
                timeZone={menu.store.timeZone}
                isOwnPartPaid={isOwnPartPaid}
                onPay={showBill}
                onMenu={() => setView('menu')}
                onAgain={(line) => again(line) && setView('menu')}
                onCart={() => {
                  setView('menu')
                  setSheet('cart')
                }}
                onRetry={() => orders.refetch()}
              />
            </Once>
          </div>
          {view === 'menu' && (
            <CartBar
              cart={shared.cart}
              ownNumber={ownNumber}
              isUnanswered={seat.isUnanswered}
              onRetry={seat.sitDown}
              onOpen={() => setSheet('cart')}
            />
          )}
        </main>
        <aside
          id={CART_IDS.beside}
          tabIndex={-1}
          aria-label={t('cart.title')}
          className="hidden w-96 shrink-0 flex-col border-line border-l lg:flex xl:w-104"
        >
          <h2 className="px-5 pt-5 pb-2 font-semibold text-lg">{t('cart.title')}</h2>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{isWide && cart}</div>
        </aside>
      </div>

      <Sheet
        open={sheet === 'cart'}
        onOpenChange={(open) => !open && close()}
        title={t('cart.title')}
      >
        {cart}
      </Sheet>
      {dish && (
        <DishSheet
          key={dish.id}
          dish={dish}
          atOnce={atOnce(dish)}
          allergies={allergies}
          isOpen={isDishOpen}
          onAdd={(request) => {
            asked.add(request, () => setDishOpen(true))
            setDishOpen(false)
          }}
          onClose={() => setDishOpen(false)}
        />
      )}
      {changedLine.sheet}
      {asked.warning}
      <ServiceSheet
        code={code}
        isSeated={party !== undefined}
        isOpen={sheet === 'service'}
        hasOrdered={hasOrdered}
        onClose={close}
      />
      {sheet === 'store' && <StoreSheet store={menu.store} isOpen onClose={close} />}
      {party && (
        <Once when={sheet === 'party'}>
          <PartySheet
            code={code}
            party={party}
            isOpen={sheet === 'party'}
            onAllergies={() => setSheet('allergies')}
            onClose={close}
          />
        </Once>
      )}
      {party && sheet === 'allergies' && (
        <AllergySheet code={code} party={party} isOpen onClose={close} />
      )}
      {hasOrdered && (
        <BillSheet
          code={code}
          open={sheet === 'bill'}
          orderId={billOf}
          onChoose={setBillOf}
          onClose={close}
        />
      )}
    </div>
  )
}

/** A view stays mounted while the other is looked at, so that one comes back to where one was. */
function panelOf(panel: View, view: View) {
  return {
    role: 'tabpanel',
    id: `view-${panel}`,
    'aria-labelledby': `tab-${panel}`,
    hidden: view !== panel,
    className: 'min-h-0 flex-1 [&:not([hidden])]:flex',
  }
}

/** The whole screen when there is no seat: what happened, and the way back to the table. */
function Ending({
  Icon,
  title,
  hint,
  again,
  onAgain,
  children,
}: {
  Icon: LucideIcon
  title: string
  hint: string
  again: string
  onAgain: () => void
  /** Another way on. */
  children?: ReactNode
}) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice
        isWholePage
        Icon={Icon}
        title={title}
        action={
          <div className="grid gap-3">
            <Button size="lg" onClick={onAgain}>
              {again}
            </Button>
            {children}
          </div>
        }
      >
        {hint}
      </Notice>
    </main>
  )
}
