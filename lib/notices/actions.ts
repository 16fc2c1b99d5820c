'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/action/define-action.server'
import { formAction } from '@/lib/action/form-action.server'
import { requireSameUser } from '@/lib/auth/same-user'
import { idInput, orderEmailsInput, settingsInput, subscriptionInput, unsubscribeInput } from './inputs'
import { readNoticeDesk, readNoticeSettings } from './queries.server'
import { done, unsubscribe } from './writes.server'

export const getNoticeSettings = defineAction({
  input: settingsInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return readNoticeSettings(db)
  },
})

export const setOrderEmails = defineAction({
  input: orderEmailsInput,
  access: 'signed-in',
  run: ({ input: { enabled }, db }) => done(db.rpc('set_order_emails', { enabled })),
})

/** New orders are announced in this browser from now on. */
export const savePushSubscription = defineAction({
  input: subscriptionInput,
  access: 'admin',
  run: ({ input, db }) => done(db.rpc('save_push_subscription', input)),
})

export const removePushSubscription = defineAction({
  input: idInput,
  access: 'signed-in',
  run: ({ input: { id }, db }) => done(db.rpc('remove_push_subscription', { id })),
})

/** From the link in a mail: the token in it is the proof. */
export const unsubscribeFromEmails = formAction(
  defineAction({
    input: unsubscribeInput,
    access: 'public',
    run: ({ input: { token }, db }) => unsubscribe(db, token),
  }),
)

export const getNoticeDesk = defineAction({
  input: z.object({}),
  access: 'admin',
  run: ({ db }) => readNoticeDesk(db),
})

/** Queues a notice once more that has failed. Error `conflict` for any other. */
export const retryNotice = defineAction({
  input: idInput,
  access: 'admin',
  run: ({ input: { id }, db }) => done(db.rpc('retry_notice', { id })),
})
