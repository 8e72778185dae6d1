// What a manager says of a screen: what it is called and what it shows.

import * as z from 'zod'
import { id, someText } from '../fields'

/** The station of a screen; null = all of them. */
const screen = z.object({ name: someText(30), stationId: id.nullable(), isBoard: z.boolean() })

/** The six digits stand on the screen that wants in. */
export const pair = screen.extend({ code: z.string().regex(/^\d{6}$/) })

export const pairThis = screen

export const change = screen
