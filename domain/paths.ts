// The addresses that codes, links and papers lead to. Each is a folder of app/: to move a page,
// change its line here and rename that folder.

/** Where the pages of all tables are. */
export const TABLES_PATH = '/t/'

/** A table's page, behind its QR code. */
export function tablePath(code: string): string {
  return TABLES_PATH + encodeURIComponent(code)
}

/** The member's page of a phone that sits at a table. */
export function memberPath(code: string): string {
  return `${tablePath(code)}/member`
}

/** Where a payment is made that this house shows itself. */
export function payPath(token: string): string {
  return `/pay/${token}`
}

/** The same inside WeChat's own browser. */
export function payInsideWechatPath(token: string): string {
  return `${payPath('wechat')}/${token}`
}

/**
 * Where an owner opens a restaurant. The link's token stands behind the #: it is never sent with an
 * address, so no log of a proxy has it.
 */
export function setupPath(token: string | null = null): string {
  return token === null ? '/setup' : `/setup#${token}`
}

/** A settled bill, for whoever has its link; with a payment, its part of the bill. */
export function receiptPath(token: string, paymentId: number | null = null): string {
  return `/receipt/${token}${paymentId === null ? '' : `?part=${paymentId}`}`
}
