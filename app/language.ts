// The language of this request, as the server's procedures see it too.

import { cookies, headers } from 'next/headers'
import { type Language, languageOf } from '@/domain/language'

export async function requestLanguage(): Promise<Language> {
  const chosen = (await cookies()).get('locale')?.value
  return languageOf(chosen, (await headers()).get('accept-language') ?? undefined)
}
