// The language of this request, as the server's procedures see it too.

import { cookies, headers } from 'next/headers'
import { isAskedForLanguage, type Language, languageOf } from '@/domain/language'

export async function requestLanguage(): Promise<Language> {
  return languageOf(...(await saidOfLanguage()))
}

/** Whether the person is asked which language they would rather read. */
export async function asksForLanguage(): Promise<boolean> {
  return isAskedForLanguage(...(await saidOfLanguage()))
}

async function saidOfLanguage(): Promise<
  [chosen: string | undefined, accepted: string | undefined]
> {
  const chosen = (await cookies()).get('locale')?.value
  return [chosen, (await headers()).get('accept-language') ?? undefined]
}
