// Which store was chosen last on this device: who opens a page without naming one means that.

/** The cookie's name. */
export const LAST_STORE = 'store'

const A_YEAR = 365 * 24 * 3_600

export function rememberStore(storeId: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on old phones
  document.cookie = `${LAST_STORE}=${storeId}; path=/; max-age=${A_YEAR}; SameSite=Lax`
}
