import { redirect } from 'next/navigation'
import { SignInScreen } from '@/components/sign-in/sign-in-screen'
import { wayBack } from '@/domain/access'
import { firstPaint } from '../../first-paint'
import { oneOf, type SearchParams } from '../../guard'

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const to = oneOf(await searchParams, 'to')
  const { staff } = await firstPaint()
  const person = await staff()
  if (person) redirect(wayBack(to, person.posts[0]?.role))
  return <SignInScreen to={to} />
}
