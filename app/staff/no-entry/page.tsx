import { redirect } from 'next/navigation'
import { NoEntryScreen } from '@/components/sign-in/no-entry-screen'
import { firstPaint } from '../../first-paint'
import { oneOf, type SearchParams } from '../../guard'

export default async function NoEntryPage({ searchParams }: { searchParams: SearchParams }) {
  const to = oneOf(await searchParams, 'to')
  const { staff } = await firstPaint()
  const person = await staff()
  if (!person) redirect('/staff/sign-in')
  return <NoEntryScreen name={person.name} posts={person.posts} to={to} />
}
