import 'server-only'
import { pino } from 'pino'

/** One JSON line per event on stdout. Log the error object, never a token, password or e-mail address. */
export const log = pino({ name: 'rowcast' })
