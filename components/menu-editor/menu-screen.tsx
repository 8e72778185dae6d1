'use client'
// The editor of the menu: categories at the left, dishes in the middle, what one fills in at the
// right; everything is a draft until it is published.

import {
  Archive,
  BookOpen,
  EllipsisVertical,
  FileSpreadsheet,
  History,
  Images,
  ListChecks,
  Plus,
  Search,
  Undo2,
} from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { useLeaveQuestion } from '@/components/desk/leave-question'
import { StaffShell } from '@/components/desk/staff-shell'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SearchField } from '@/components/ui/search-field'
import { Segmented } from '@/components/ui/segmented'
import { type Language, nameIn } from '@/domain/language'
import { isFound } from '@/domain/menu'
import {
  type Bodies,
  type ItemKind,
  type Key,
  nameOfItem,
  plainCategory,
  plainDish,
  plainGroup,
} from '@/domain/menu-document'
import { CategoryList } from './category-list'
import { CategoryPanel } from './category-panel'
import { DishList } from './dish-list'
import { DishPanel } from './dish-panel'
import { FileSheet } from './file-sheet'
import { GroupPanel } from './group-panel'
import { ArchivedSheet, HistorySheet } from './history-sheet'
import { ManyPanel } from './many-panel'
import { SharedNote } from './of-leader'
import { OtherItems } from './other-items'
import { PicturesSheet } from './pictures-sheet'
import { PublishDialog } from './publish-dialog'
import { newSchedule, SchedulePanel } from './schedule-panel'
import { SelectionBar } from './selection-bar'
import {
  type CategoryItem,
  type DishItem,
  type Editor,
  newItemKey,
  useEdit,
  useEditor,
} from './use-editor'
import { useSelection } from './use-selection'

export function MenuScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <MenuOfStore key={desk.storeRole.storeId} />
      </StaffShell>
    </DeskProvider>
  )
}

function MenuOfStore() {
  const { editor, error, refetch } = useEditor()
  if (editor) return <Workbench editor={editor} />
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />
}

/** What is filled in at the right. */
type Open = {
  [Kind in ItemKind]: { kind: Kind; key: Key; body: Bodies[Kind]; isNew: boolean }
}[ItemKind]

const TABS = ['dishes', 'groups', 'schedules'] as const
type Tab = (typeof TABS)[number]

function Workbench({ editor }: { editor: Editor }) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const [tab, setTab] = useState<Tab>('dishes')
  const [chosen, setChosen] = useState<Key | null>(null)
  const chosenName = useRef('')
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed)
  const [open, setOpen] = useState<Open | null>(null)
  const category =
    editor.categories.find(({ key }) => key === chosen) ??
    // Once it is published a new one is known by another key.
    editor.categories.find(({ body }) => body.name === chosenName.current) ??
    editor.categories[0] ??
    null
  chosenName.current = category?.body.name ?? ''
  const isSeeking = words.trim() !== ''
  const dishes = isSeeking
    ? editor.dishes.filter(({ key, body }) =>
        isFound({ ...body, pinyin: editor.pinyin[key] ?? '' }, words),
      )
    : editor.dishes.filter(({ body }) => body.category === category?.key)
  const [isSelecting, setIsSelecting] = useState(false)
  const [isChanging, setIsChanging] = useState(false)
  const selection = useSelection(dishes, editor.dishes)
  const endSelecting = () => {
    setIsSelecting(false)
    setIsChanging(false)
    selection.clear()
  }
  const { leave, question } = useLeaveQuestion()
  const show = (which: Open) => {
    if (open === null || nameOfItem(open) !== nameOfItem(which)) leave(() => setOpen(which))
  }
  // Whoever has opened something else while it was saved goes on with that.
  const close = (which: Open) => setOpen((now) => (now?.key === which.key ? null : now))

  const openDish = (key: Key) => {
    const dish = editor.dishes.find((each) => each.key === key)
    if (dish) show({ kind: 'dish', key, body: dish.body, isNew: false })
  }
  const addDish = (to: CategoryItem) =>
    show({ kind: 'dish', key: newItemKey(), body: plainDish(to.key), isNew: true })
  const duplicate = ({ body }: DishItem) => {
    const slots = body.slots.map((slot) => ({ ...slot, key: newItemKey() }))
    const name = t('copyOf', { name: body.name }).slice(0, 40)
    show({ kind: 'dish', key: newItemKey(), body: { ...body, slots, name }, isNew: true })
  }
  const openCategory = (each: CategoryItem | null) =>
    show({
      kind: 'category',
      key: each?.key ?? newItemKey(),
      body: each?.body ?? plainCategory,
      isNew: each === null,
    })

  return (
    <div className="mx-auto flex max-w-7xl items-start gap-5 pb-10 2xl:max-w-[108rem]">
      <div className="min-w-0 flex-1">
        <Header editor={editor} />
        {editor.leader && (
          <div className="mt-4">
            <SharedNote editor={editor} of="menu" />
          </div>
        )}
        <div className="mt-4 max-w-md">
          <Segmented
            label={t('tab.label')}
            choices={TABS.map((value) => ({ value, text: t(`tab.${value}`) }))}
            value={tab}
            onChange={setTab}
          />
        </div>
        <div className="mt-4">
          {tab === 'dishes' && editor.categories.length === 0 && (
            <Notice
              Icon={BookOpen}
              title={t('empty')}
              action={
                <Button onClick={() => openCategory(null)}>
                  <Plus aria-hidden /> {t('addCategory')}
                </Button>
              }
            >
              {t('emptyHint')}
            </Notice>
          )}
          {tab === 'dishes' && category && (
            <div className="grid grid-cols-1 items-start gap-5 md:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[18rem_minmax(0,1fr)]">
              <CategoryList
                editor={editor}
                chosen={isSeeking ? null : category.key}
                onChoose={(key) => {
                  setChosen(key)
                  setTyped('')
                }}
                onOpen={openCategory}
              />
              <section aria-label={nameIn(language, category.body)} className="min-w-0 space-y-3">
                <div className="flex flex-wrap items-center gap-2">
                  <SearchField
                    name={t('search')}
                    value={typed}
                    onChange={setTyped}
                    className="min-w-48 flex-1"
                  />
                  {isSelecting ? (
                    <Button
                      variant="outline"
                      onClick={selection.hasAll ? selection.clear : selection.addAll}
                    >
                      {t(selection.hasAll ? 'many.none' : 'many.all')}
                    </Button>
                  ) : (
                    <>
                      <Button
                        variant="outline"
                        onClick={() =>
                          leave(() => {
                            setOpen(null)
                            setIsSelecting(true)
                          })
                        }
                      >
                        <ListChecks aria-hidden className="size-5" /> {t('many.open')}
                      </Button>
                      <Button variant="secondary" onClick={() => addDish(category)}>
                        <Plus aria-hidden /> {t('addDish')}
                      </Button>
                    </>
                  )}
                </div>
                {isSelecting && <p className="text-ink-soft text-sm">{t('many.hint')}</p>}
                {dishes.length === 0 ? (
                  <Notice Icon={Search} title={t(isSeeking ? 'notFound' : 'noDish')} />
                ) : (
                  <DishList
                    editor={editor}
                    dishes={dishes}
                    openKey={open?.kind === 'dish' ? open.key : null}
                    isOrdered={!isSeeking}
                    selection={isSelecting ? selection : null}
                    onOpen={openDish}
                    onDuplicate={duplicate}
                  />
                )}
                {isSelecting && (
                  <SelectionBar
                    editor={editor}
                    selection={selection}
                    onChange={() => setIsChanging(true)}
                    onDone={() => leave(endSelecting)}
                  />
                )}
              </section>
            </div>
          )}
          {tab === 'groups' && (
            <OtherItems
              editor={editor}
              items={editor.groups}
              none={{ title: t('noGroup'), hint: t('noGroupHint') }}
              add={t('addGroup')}
              openKey={open?.key ?? null}
              onAdd={() =>
                show({ kind: 'option_group', key: newItemKey(), body: plainGroup, isNew: true })
              }
              onOpen={({ key, body }) => show({ kind: 'option_group', key, body, isNew: false })}
            />
          )}
          {tab === 'schedules' && (
            <OtherItems
              editor={editor}
              items={editor.schedules}
              none={{ title: t('noSchedule'), hint: t('noScheduleHint') }}
              add={t('addSchedule')}
              openKey={open?.key ?? null}
              onAdd={() =>
                show({ kind: 'schedule', key: newItemKey(), body: newSchedule, isNew: true })
              }
              onOpen={({ key, body }) => show({ kind: 'schedule', key, body, isNew: false })}
            />
          )}
        </div>
      </div>
      {!open && isChanging && (
        <ManyPanel
          editor={editor}
          dishes={editor.dishes.filter(({ key }) => selection.has(key))}
          onSaved={endSelecting}
          onClose={() => setIsChanging(false)}
        />
      )}
      {open && (
        <Panel
          key={nameOfItem(open)}
          editor={editor}
          open={open}
          onSavedCategory={() => {
            setChosen(open.key)
            close(open)
          }}
          onClose={() => close(open)}
        />
      )}
      {question}
    </div>
  )
}

function Panel({
  editor,
  open,
  onSavedCategory,
  onClose,
}: {
  editor: Editor
  open: Open
  onSavedCategory: () => void
  onClose: () => void
}) {
  const { isNew } = open
  const all = { editor, isNew, onClose }
  switch (open.kind) {
    case 'dish':
      return <DishPanel {...all} dishKey={open.key} body={open.body} />
    case 'category':
      return (
        <CategoryPanel {...all} categoryKey={open.key} body={open.body} onSaved={onSavedCategory} />
      )
    case 'option_group':
      return <GroupPanel {...all} groupKey={open.key} body={open.body} />
    case 'schedule':
      return <SchedulePanel {...all} scheduleKey={open.key} body={open.body} />
  }
}

function Header({ editor }: { editor: Editor }) {
  const t = useTranslations('menu-editor')
  const { storeId } = useDesk()
  const [shown, setShown] = useState<
    'publish' | 'history' | 'archived' | 'file' | 'pictures' | 'drop' | null
  >(null)
  const drop = useEdit((server) => server.discardDraft.mutate({ storeId, items: null }), {
    said: t('dropped'),
  })
  const close = () => setShown(null)
  const count = editor.changes.length
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="max-w-prose">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="mt-1 text-ink-soft text-sm">{t('lead')}</p>
      </div>
      <div className="flex items-center gap-2">
        <Button disabled={count === 0} onClick={() => setShown('publish')}>
          {count === 0 ? t('publish.none') : t('publish.openCount', { count })}
        </Button>
        <Menu>
          <MenuTrigger
            aria-label={t('more')}
            className="grid size-11 place-items-center rounded-xl border border-line bg-surface"
          >
            <EllipsisVertical aria-hidden className="size-5" />
          </MenuTrigger>
          <MenuContent>
            <MenuItem onClick={() => setShown('history')}>
              <History aria-hidden /> {t('history.open')}
            </MenuItem>
            <MenuItem onClick={() => setShown('archived')}>
              <Archive aria-hidden /> {t('archived')}
            </MenuItem>
            <MenuItem onClick={() => setShown('file')}>
              <FileSpreadsheet aria-hidden /> {t('file.open')}
            </MenuItem>
            <MenuItem onClick={() => setShown('pictures')}>
              <Images aria-hidden /> {t('pictures.open')}
            </MenuItem>
            <MenuItem disabled={count === 0} onClick={() => setShown('drop')}>
              <Undo2 aria-hidden /> {t('dropAll')}
            </MenuItem>
          </MenuContent>
        </Menu>
      </div>
      <PublishDialog editor={editor} isOpen={shown === 'publish'} onClose={close} />
      <HistorySheet isOpen={shown === 'history'} onClose={close} />
      <FileSheet isOpen={shown === 'file'} onClose={close} />
      <PicturesSheet editor={editor} isOpen={shown === 'pictures'} onClose={close} />
      <ArchivedSheet isOpen={shown === 'archived'} onClose={close} />
      <ConfirmDialog
        isOpen={shown === 'drop'}
        onClose={close}
        title={t('dropAllTitle')}
        text={t('dropAllText', { count })}
        action={t('dropAll')}
        onConfirm={() => drop.ask(undefined)}
      />
    </header>
  )
}
