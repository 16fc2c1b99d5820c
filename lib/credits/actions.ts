'use server'

import { z } from 'zod'
import { withAsOf } from '@/lib/action/as-of'
import { defineAction } from '@/lib/action/define-action.server'
import { requireSameUser } from '@/lib/auth/same-user'
import { readCreditDesk } from './desk.server'
import {
  accountInput,
  cancelInput,
  correctInput,
  deskInput,
  grantInput,
  olderEntriesInput,
  purchaseInput,
  spendInput,
} from './inputs'
import { readCreditAccount, readEntries } from './queries.server'
import { writeCredits } from './writes.server'

/** Balance and membership of the caller. */
export const getUserCredits = defineAction({
  input: z.void(),
  access: 'signed-in',
  run: async ({ db }) => {
    const { data, asOf } = await readCreditAccount(db, 1)
    return withAsOf(data.balance, asOf)
  },
})

/** All that the credits page shows. */
export const getCreditAccount = defineAction({
  input: accountInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return readCreditAccount(db)
  },
})

/** The next page of a ledger, older than entry `beforeId`: one's own, or anyone's for an administrator. */
export const getOlderEntries = defineAction({
  input: olderEntriesInput,
  access: 'signed-in',
  run: ({ input, db }) => readEntries(db, input.userId, input.beforeId),
})

/** Takes credits for something, from the grants that end first. Error `insufficient_credits` takes nothing. */
export const spendCredits = defineAction({
  input: spendInput,
  access: 'signed-in',
  run: ({ input: { amount, reason, idempotencyKey }, db }) =>
    writeCredits(db, 'spend_credits', { amount, reason, idempotency_key: idempotencyKey }),
})

/** Buys a pack or a membership with the built-in test payment. Error `conflict` for a second membership. */
export const purchaseCredits = defineAction({
  input: purchaseInput,
  access: 'signed-in',
  run: ({ input, db }) =>
    writeCredits(db, 'purchase_credits', { package: input.packageId, idempotency_key: input.idempotencyKey }),
})

/** Ends a membership of the caller; its credits stay until they would have ended. */
export const cancelMembership = defineAction({
  input: cancelInput,
  access: 'signed-in',
  run: ({ input, db }) => writeCredits(db, 'cancel_membership', { id: input.grantId }),
})

/** The administrators' page: a page of creators, and the ledger of the chosen one. */
export const getCreditDesk = defineAction({
  input: deskInput,
  access: 'admin',
  run: ({ input, db }) => readCreditDesk(db, input),
})

/** Gives a creator credits as a new grant. */
export const grantCredits = defineAction({
  input: grantInput,
  access: 'admin',
  run: ({ input: { userId, amount, reason, idempotencyKey }, db }) =>
    writeCredits(db, 'grant_credits', { user_id: userId, amount, reason, idempotency_key: idempotencyKey }),
})

/** Raises or lowers a balance. Error `insufficient_credits` when it would fall below zero. */
export const correctCredits = defineAction({
  input: correctInput,
  access: 'admin',
  run: ({ input: { userId, delta, reason, idempotencyKey }, db }) =>
    writeCredits(db, 'correct_credits', { user_id: userId, delta, reason, idempotency_key: idempotencyKey }),
})
