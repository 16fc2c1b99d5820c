'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/action/define-action.server'
import { requireSameUser } from '@/lib/auth/same-user'
import type { Result } from '@/lib/result'
import { toAppError } from '@/lib/supabase/errors'
import { inboxInput, markInput, type NewNotification, sendInput } from './inputs'
import { readInbox } from './queries.server'

/** A page of the caller's inbox, with the number of all that are unread. */
export const getInbox = defineAction({
  input: inboxInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return readInbox(db, input.before)
  },
})

/** Marks one as read; marking twice is no mistake. Error `not_found` for someone else's. */
export const markNotificationRead = defineAction({
  input: markInput,
  access: 'signed-in',
  run: async ({ input, db }) => {
    const { error } = await db.rpc('mark_notification_read', { id: input.id })
    if (error) throw toAppError(error)
    return null
  },
})

/** Marks all as read; how many there were. */
export const markAllNotificationsRead = defineAction({
  input: z.void(),
  access: 'signed-in',
  run: async ({ db }) => {
    const { data, error } = await db.rpc('mark_all_notifications_read')
    if (error) throw toAppError(error)
    return { marked: data }
  },
})

const send = defineAction({
  input: sendInput,
  access: 'admin',
  run: async ({ input, db }) => {
    const { data, error } = await db.rpc('send_notification', {
      user_id: input.userId,
      title: input.title,
      message: input.message,
      type: input.type,
      ...(input.link && { link: input.link }),
      ...(input.idempotencyKey && { idempotency_key: input.idempotencyKey }),
    })
    if (error) throw toAppError(error)
    return z.object({ id: z.uuid() }).parse(data)
  },
})

/** Puts a notification into someone's inbox, for admins. What domains tell by themselves is written by their triggers. */
export async function sendNotification(
  userId: string,
  notification: NewNotification,
): Promise<Result<{ id: string }>> {
  return send({ ...notification, userId })
}
