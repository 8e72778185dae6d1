// A restaurant opens: what a new one begins with.

import type { Named } from './language'

/** The kitchen that a new store begins with, which cooks everything until there are others. */
export const FIRST_STATION: Named = { name: '厨房', names: { en: 'Kitchen' } }
