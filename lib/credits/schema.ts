import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const planType = z.enum(['subscription', 'one_time'])
const count = z.int().nonnegative()

const balanceRow = z
  .object({
    credits: count,
    membership_status: z.enum(['active', 'cancelled', 'expired', 'none']),
    plan_type: planType.nullable(),
    can_buy: z.boolean(),
    has_ever_had_subscription: z.boolean(),
    message: z.string(),
    subscription_id: z.string().nullable(),
    membership: z.string().nullable(),
    expires_at: instant.nullable(),
  })
  .transform(({ membership_status, plan_type, can_buy, has_ever_had_subscription, ...same }) => ({
    ...same,
    membershipStatus: membership_status,
    planType: plan_type,
    canBuy: can_buy,
    hasEverHadSubscription: has_ever_had_subscription,
  }))

const grantRow = z
  .object({
    id: z.uuid(),
    credits: count,
    status: z.enum(['active', 'expired', 'cancelled']),
    plan_type: planType,
    membership: z.string().nullable(),
    expires_at: instant.nullable(),
    created_at: instant,
  })
  .transform(({ plan_type, expires_at, created_at, ...same }) => ({
    ...same,
    planType: plan_type,
    expiresAt: expires_at,
    createdAt: created_at,
  }))

const entryRow = z
  .object({
    id: z.int(),
    delta: z.int(),
    balance_after: count,
    reason: z.string(),
    actor_id: z.uuid().nullable(),
    actor_name: z.string().nullable(),
    idempotency_key: z.uuid().nullable(),
    created_at: instant,
  })
  .transform(({ balance_after, actor_id, actor_name, idempotency_key, created_at, ...same }) => ({
    ...same,
    balanceAfter: balance_after,
    actorId: actor_id,
    actorName: actor_name,
    idempotencyKey: idempotency_key,
    createdAt: created_at,
  }))

export const entryRows = z.array(entryRow)

/** What SQL function `get_credit_account` answers. */
export const accountRow = z.object({
  balance: balanceRow,
  grants: z.array(grantRow),
  entries: entryRows,
  next_expiry_at: instant.nullable(),
  has_lapsed: z.boolean(),
  as_of: z.string().nullable(),
})

/** A balance and the membership behind it, in the shape that `getUserCredits` promises. */
export type UserCredits = z.infer<typeof balanceRow>
/** A row of `user_credits`: credits that came together and end together. */
export type Grant = z.infer<typeof grantRow>
/** A row of the append-only ledger. */
export type LedgerEntry = z.infer<typeof entryRow>

/** All that the credits page shows. `entries` is the newest page of the ledger, newest first. */
export type CreditAccount = {
  balance: UserCredits
  grants: Grant[]
  entries: LedgerEntry[]
  /** When the account next changes by time alone. */
  nextExpiryAt: string | null
}

export const packageRows = z.array(
  z
    .object({
      id: z.string(),
      slug: z.string(),
      name: z.string(),
      kind: planType,
      credits: count,
      price: count,
      currency: z.string(),
      interval_days: z.int().positive().nullable(),
    })
    .transform(({ interval_days, ...same }) => ({ ...same, intervalDays: interval_days })),
)

/** Something to buy. `price` is in minor units of `currency`. */
export type CreditPackage = z.infer<typeof packageRows>[number]

export const creatorRows = z.array(
  z
    .object({
      user_id: z.uuid(),
      display_name: z.string(),
      email: z.string().nullable(),
      role: z.string(),
      credits: count,
      membership: z.string().nullable(),
      last_change_at: instant.nullable(),
    })
    .transform(({ user_id, display_name, last_change_at, ...same }) => ({
      ...same,
      userId: user_id,
      displayName: display_name,
      lastChangeAt: last_change_at,
    })),
)

/** A creator as an administrator sees one. */
export type Creator = z.infer<typeof creatorRows>[number]

/** The administrators' page: one page of creators, and the ledger of the chosen one. */
export type CreditDesk = {
  creators: Creator[]
  hasNextPage: boolean
  entries: LedgerEntry[]
}
