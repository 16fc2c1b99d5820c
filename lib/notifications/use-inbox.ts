'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import type { Cursor } from './inputs'
import { inboxPage } from './live'
import type { Inbox } from './schema'

/** A live page of the inbox of `userId`: the newest, or the one after `before`. However many use it, it is read once. */
export function useInbox(
  userId: string | null,
  before: Cursor | null = null,
  options?: LiveQueryOptions<Inbox>,
): LiveView<Inbox> {
  return useLiveQuery(inboxPage, userId === null ? null : { userId, before }, options)
}
