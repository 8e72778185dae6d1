// Whoever keeps a table's page on the home screen of a phone comes back to that table.

import { CANVAS } from '@/components/ui/canvas'
import { nameIn } from '@/domain/language'
import { tablePath } from '@/domain/paths'
import { APP_ICONS } from '../../../app-icons'
import { firstPaint } from '../../../first-paint'

type Context = { params: Promise<{ tableId: string }> }

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { tableId: code } = await params
  const { queryClient, trpc, language } = await firstPaint()
  const name = await queryClient
    .fetchQuery(trpc.menu.read.queryOptions({ code }))
    .then(({ store }) => nameIn(language, store))
    .catch(() => null)
  if (name === null) return new Response(null, { status: 404 })
  return Response.json(
    {
      id: tablePath(code),
      name,
      short_name: name,
      lang: language,
      start_url: tablePath(code),
      scope: '/',
      display: 'standalone',
      background_color: CANVAS.light,
      theme_color: CANVAS.light,
      icons: APP_ICONS,
    },
    { headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'no-store' } },
  )
}
