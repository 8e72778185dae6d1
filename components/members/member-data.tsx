// What who manages members may do with a member's data: see the whole number (written down), take
// the data out, erase them.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { saveAsJson } from '@/components/ui/save-as-json'
import { useCommand } from '@/components/wire/use-command'

export function MemberData({ memberId, onErased }: { memberId: number; onErased: () => void }) {
  const t = useTranslations('members')
  const { storeId } = useDesk()
  const [isErasing, setErasing] = useState(false)
  const [typedTail, setTypedTail] = useState('')
  const reveal = useCommand((server) => server.membership.revealPhone.mutate)
  const take = useCommand((server) => server.membership.exportMember.mutate, {
    onDone: (data) => saveAsJson(`member-${memberId}.json`, data),
  })
  const erase = useCommand((server) => server.membership.eraseMember.mutate, {
    stale: ['membership.levels'],
    said: t('data.erased'),
    onDone: onErased,
  })
  const request = { storeId, memberId }
  return (
    <section aria-labelledby="member-data-title" className="space-y-3">
      <h3 id="member-data-title" className="font-semibold">
        {t('data.title')}
      </h3>
      <div className="flex flex-wrap items-center gap-2">
        {reveal.answer ? (
          <p className="px-3 font-medium text-lg tabular-nums">{reveal.answer.phone}</p>
        ) : (
          <Button variant="outline" disabled={reveal.isBusy} onClick={() => reveal.run(request)}>
            {t('data.reveal')}
          </Button>
        )}
        <Button variant="outline" disabled={take.isBusy} onClick={() => take.run(request)}>
          {t('data.export')}
        </Button>
        <Button variant="outline" className="text-danger!" onClick={() => setErasing(true)}>
          {t('data.erase')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isErasing}
        onClose={() => setErasing(false)}
        title={t('data.erase')}
        text={t('data.eraseText')}
        action={t('data.doErase')}
        isReady={typedTail.length === 4}
        onConfirm={() => erase.ask({ ...request, typedTail })}
      >
        <Field label={t('data.tail')}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={typedTail}
            onChange={(event) => setTypedTail(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </section>
  )
}
