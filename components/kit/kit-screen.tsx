'use client'
// Every piece of the kit, in the language and the theme that are chosen above: to look at, and to
// be photographed by a test.

import { ReceiptText } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Alert, type AlertTone } from '@/components/ui/alert'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox, Switch } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { CountChoice } from '@/components/ui/count-choice'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FilterChips } from '@/components/ui/filter-chips'
import { GuestFace } from '@/components/ui/guest-face'
import { Input } from '@/components/ui/input'
import { LanguageQuestion } from '@/components/ui/language-question'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useMoney } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { NumberPad } from '@/components/ui/number-pad'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Progress } from '@/components/ui/progress'
import { Qr } from '@/components/ui/qr'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { ReasonDialog } from '@/components/ui/reason-dialog'
import { SearchField } from '@/components/ui/search-field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { ThemeSwitch } from '@/components/ui/theme-switch'
import { TryAgain } from '@/components/ui/try-again'

const BUTTONS = ['primary', 'secondary', 'outline', 'ghost', 'danger'] as const
const BADGES: BadgeTone[] = ['neutral', 'primary', 'success', 'warning', 'danger', 'info']
const ALERTS = ['alert', 'warning', 'info', 'success'] as const
const PARTS = ['whole', 'lines', 'amount'] as const

export function KitScreen() {
  const t = useTranslations('kit')
  return (
    <div className="min-h-dvh bg-canvas text-ink">
      <header className="mx-auto flex max-w-5xl flex-wrap items-center gap-3 p-4">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="min-w-0 flex-1 text-ink-soft">{t('lead')}</p>
        <Piece name="language-switch">
          <LanguageSwitch />
        </Piece>
        <Piece name="theme-switch">
          <ThemeSwitch />
        </Piece>
      </header>
      <main className="mx-auto grid max-w-5xl grid-cols-1 items-start gap-4 p-4 md:grid-cols-2">
        <Actions />
        <Fields />
        <Choices />
        <Numbers />
        <Told />
        <Floating />
        <Placeholders />
      </main>
    </div>
  )
}

/** The test knows a piece by the name of its file. */
function Piece({ name, children }: { name: string; children: ReactNode }) {
  return <div data-piece={name}>{children}</div>
}

function Group({ children }: { children: ReactNode }) {
  return (
    <Piece name="card">
      <Card className="space-y-4">{children}</Card>
    </Piece>
  )
}

function Actions() {
  const t = useTranslations('kit')
  return (
    <Group>
      <Piece name="button">
        <div className="flex flex-wrap gap-2">
          {BUTTONS.map((variant) => (
            <Button key={variant} variant={variant}>
              {t('do')}
            </Button>
          ))}
          <Button disabled>{t('do')}</Button>
          <Button size="lg">{t('do')}</Button>
        </div>
      </Piece>
      <Piece name="menu">
        <Menu>
          <MenuTrigger
            aria-label={t('menu')}
            className="min-h-11 rounded-xl border border-line px-4"
          >
            {t('menu')}
          </MenuTrigger>
          <MenuContent>
            <MenuItem>{t('edit')}</MenuItem>
          </MenuContent>
        </Menu>
      </Piece>
      <Piece name="badge">
        <div className="flex flex-wrap gap-2">
          {BADGES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {t('state')}
            </Badge>
          ))}
        </div>
      </Piece>
      <Piece name="guest-face">
        <div className="flex gap-2">
          {[1, 2, 3, 4, 5, 6, 7, 8].map((number) => (
            <GuestFace key={number} guest={{ number, nickname: null }} />
          ))}
        </div>
      </Piece>
    </Group>
  )
}

function Fields() {
  const t = useTranslations('kit')
  const [sought, setSought] = useState('')
  return (
    <Group>
      <Piece name="field">
        <div className="space-y-4">
          <Piece name="input">
            <Field label={t('name')} hint={t('hint')}>
              <Input defaultValue="A3" />
            </Field>
          </Piece>
          <Field label={t('name')} error={t('wrong')}>
            <Input defaultValue="A3" />
          </Field>
        </div>
      </Piece>
      <Piece name="select">
        <Field label={t('choose')}>
          <Select defaultValue="lines">
            {PARTS.map((part) => (
              <option key={part} value={part}>
                {t(part)}
              </option>
            ))}
          </Select>
        </Field>
      </Piece>
      <Piece name="search-field">
        <SearchField name={t('search')} value={sought} onChange={setSought} />
      </Piece>
    </Group>
  )
}

function Choices() {
  const t = useTranslations('kit')
  const [part, setPart] = useState<(typeof PARTS)[number]>('lines')
  const [place, setPlace] = useState<'kitchen' | 'floor' | null>('floor')
  const [isOn, setOn] = useState(true)
  return (
    <Group>
      <Piece name="segmented">
        <Segmented
          label={t('choose')}
          isLabelShown
          choices={PARTS.map((value) => ({ value, text: t(value) }))}
          value={part}
          onChange={setPart}
        />
      </Piece>
      <Piece name="filter-chips">
        <FilterChips
          label={t('choose')}
          all={{ text: t('all'), count: 12 }}
          chips={[
            { value: 'kitchen', text: t('kitchen'), count: 5 },
            { value: 'floor', text: t('floor'), count: 7 },
          ]}
          value={place}
          onChange={setPlace}
        />
      </Piece>
      <Piece name="checkbox">
        <Checkbox defaultChecked>{t('agree')}</Checkbox>
        <Switch
          checked={isOn}
          hint={t('isOnHint')}
          onChange={({ target }) => setOn(target.checked)}
        >
          {t('isOn')}
        </Switch>
        <Switch checked={false} readOnly>
          {t('isOn')}
        </Switch>
      </Piece>
    </Group>
  )
}

function Numbers() {
  const t = useTranslations('kit')
  const { digits, sign } = useMoney()
  const [portions, setPortions] = useState(2)
  const [cash, setCash] = useState('88.5')
  return (
    <Group>
      <Piece name="quantity-stepper">
        <QuantityStepper value={portions} maximum={9} name={t('dish')} onChange={setPortions} />
      </Piece>
      <Piece name="count-choice">
        <CountChoice value={portions} maximum={99} name={t('dish')} onChoose={setPortions} />
      </Piece>
      <Piece name="number-pad">
        <p className="mb-2 text-right text-2xl tabular-nums">
          {sign}
          {cash}
        </p>
        <NumberPad value={cash} decimals={digits} name={t('cash')} onChange={setCash} />
      </Piece>
      <Piece name="progress">
        <Progress name={t('level')} share={0.62} />
      </Piece>
    </Group>
  )
}

function Told() {
  const t = useTranslations('kit')
  return (
    <Group>
      <Piece name="alert">
        <div className="space-y-2">
          {ALERTS.map((tone) => (
            <Alert key={tone} tone={tone === 'alert' ? 'danger' : (tone satisfies AlertTone)}>
              {t(tone)}
            </Alert>
          ))}
        </div>
      </Piece>
      <Piece name="connection-banner">
        <ConnectionBanner state="lost" />
      </Piece>
      <Piece name="language-question">
        <LanguageQuestion />
      </Piece>
      <Piece name="qr">
        <Qr text="https://example.com/t/a3" className="w-40" />
      </Piece>
    </Group>
  )
}

function Floating() {
  const t = useTranslations('kit')
  const [open, setOpen] = useState<'sheet' | 'dialog' | 'confirm' | 'reason' | null>(null)
  const close = () => setOpen(null)
  return (
    <Group>
      <div className="flex flex-wrap gap-2">
        {(['sheet', 'dialog', 'reason'] as const).map((each) => (
          <Button key={each} variant="outline" data-opens={each} onClick={() => setOpen(each)}>
            {t(each)}
          </Button>
        ))}
        <Button variant="outline" onClick={() => setOpen('confirm')}>
          {t('open')}
        </Button>
      </div>
      <Piece name="sheet">
        <Sheet open={open === 'sheet'} onOpenChange={close} title={t('sheet')}>
          <p>{t('dish')}</p>
        </Sheet>
      </Piece>
      <Piece name="dialog">
        <Dialog
          open={open === 'dialog'}
          onOpenChange={close}
          title={t('dialog')}
          text={t('dialogText')}
        >
          <Button onClick={close}>{t('do')}</Button>
        </Dialog>
      </Piece>
      <Piece name="confirm-dialog">
        <ConfirmDialog
          isOpen={open === 'confirm'}
          onClose={close}
          title={t('dialog')}
          text={t('dialogText')}
          action={t('do')}
          onConfirm={() => Promise.reject(new Error(t('wrong')))}
        />
      </Piece>
      <Piece name="reason-dialog">
        <ReasonDialog
          isOpen={open === 'reason'}
          onClose={close}
          title={t('reason')}
          text={t('reasonText')}
          action={t('do')}
          common={[t('slow'), t('mistake')]}
          onReason={() => Promise.resolve()}
        />
      </Piece>
    </Group>
  )
}

function Placeholders() {
  const t = useTranslations('kit')
  return (
    <Group>
      <Piece name="notice">
        <Notice Icon={ReceiptText} title={t('empty')}>
          {t('emptyHint')}
        </Notice>
      </Piece>
      <Piece name="try-again">
        <TryAgain />
      </Piece>
      <Piece name="placeholders">
        <Loading />
        <Failed error={{ message: t('alert') }} onRetry={() => {}} />
      </Piece>
      <Piece name="skeleton">
        <Skeleton className="h-12" />
      </Piece>
    </Group>
  )
}
