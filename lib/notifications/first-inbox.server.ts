import 'server-only'
import { cache } from 'react'
import { getInbox } from './actions'

/** What the bell and the page of notifications begin with: one read a request. */
export const firstInbox = cache((userId: string) => getInbox({ userId, before: null }))
