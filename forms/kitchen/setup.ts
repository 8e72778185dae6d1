// What a manager fills in when the kitchen is arranged.

import * as z from 'zod'
import { names } from '../fields'

const name = z.string().trim().min(1).max(20)

/** A pass sees all and makes nothing. */
export const addStation = z.object({ name, names, isExpo: z.boolean() })

/** What a pass is, it stays. */
export const renameStation = addStation.omit({ isExpo: true })
