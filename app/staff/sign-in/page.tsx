import { redirect } from 'next/navigation'
import { SignInScreen } from '@/components/sign-in/sign-in-screen'
import { homeOfScreen, wayBack } from '@/domain/access'
import { setupPath } from '@/domain/paths'
import { firstPaint } from '../../first-paint'
import { oneOf, type SearchParams } from '../../guard'

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams
  const to = oneOf(params, 'to')
  const { staff, queryClient, trpc } = await firstPaint()
  const { kind, isBare } = await queryClient.fetchQuery(trpc.opening.door.queryOptions())
  if (isBare) redirect(setupPath())
  const person = await staff()
  // A person may sign in at a screen that is nobody's.
  if (person && !person.screen) redirect(wayBack(to, person.storeRoles[0]?.role))
  // Where people share the device they change by PIN, unless somebody asks for the password.
  if (!person && oneOf(params, 'by') !== 'password') {
    const colleagues = await queryClient.fetchQuery(trpc.access.colleagues.queryOptions())
    if (colleagues && colleagues.people.length > 0) {
      redirect(`/staff/switch${to ? `?to=${encodeURIComponent(to)}` : ''}`)
    }
  }
  return (
    <SignInScreen
      to={to}
      screenHome={person?.screen ? homeOfScreen(person.screen) : null}
      isDemo={kind === 'demo'}
    />
  )
}
