// A manager sets what bills are made of. Settled bills stay as they are; an open one follows with
// its next change.

import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { setPart, type Versioned } from '../house/store-part'
import { billRulesOf, type StoreBillRules } from './read-bill-rules'

/** Sets all of them; answers what they are now. @throws Refusal thing.changed (by) */
export const setBillRules = (
  deps: Deps,
  actor: Actor,
  { version, ...data }: Versioned<StoreBillRules>,
) => setPart(deps, actor, { action: 'bill-rules.set', version, read: billRulesOf, data })
