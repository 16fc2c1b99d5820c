import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { inTransaction, rowOf, rowsOf } from '../support/database.ts'
import { createAccountIn } from '../support/factories.ts'
import { become, createCast, signedIn } from '../support/personas.ts'
import { createOutbox, type Outbox } from './outbox.ts'

/** Runs on an outbox that holds nothing else, and leaves nothing behind. */
function onOwnOutbox(run: (outbox: Outbox, db: pg.PoolClient) => Promise<void>): Promise<void> {
  return inTransaction('rollback', async (db) => {
    await db.query('delete from notices')
    await run(createOutbox(db), db)
  })
}

describe('claiming', () => {
  test('a notice is handed out once until its lease ends', () =>
    onOwnOutbox(async (outbox) => {
      const notice = await outbox.queueMail()
      expect((await outbox.claim()).ids).toEqual([notice.id])
      expect((await outbox.claim()).ids).toEqual([])
      await outbox.endLeases()
      expect((await outbox.claim()).ids).toEqual([notice.id])
    }))

  test('the second of a stream waits until the first is settled', () =>
    onOwnOutbox(async (outbox) => {
      const first = await outbox.queueMail({ stream: 'one order' })
      const second = await outbox.queueMail({ stream: 'one order', userId: first.userId })
      const other = await outbox.queueMail({ stream: 'another order' })
      const claim = await outbox.claim()
      expect(claim.ids).toEqual([first.id, other.id])
      await outbox.settle(claim.notices[0], 'sent')
      expect((await outbox.claim()).ids).toEqual([second.id])
    }))

  test('a retry is handed out when it is due, and says so', () =>
    onOwnOutbox(async (outbox) => {
      await outbox.queueMail()
      const { notices } = await outbox.claim()
      await outbox.settle(notices[0], 'retry', { error: 'busy', retryInSeconds: 40 })
      const claim = await outbox.claim()
      expect(claim.ids).toEqual([])
      expect(claim.next_due_in_ms).toBeGreaterThan(30_000)
      expect(claim.next_due_in_ms).toBeLessThanOrEqual(40_000)
    }))

  test('an outbox that is empty, or waits for a lease to end, does not ask to be looked at now', () =>
    onOwnOutbox(async (outbox) => {
      expect((await outbox.claim()).next_due_in_ms).toBeNull()
      const first = await outbox.queueMail({ stream: 'one order' })
      await outbox.queueMail({ stream: 'one order', userId: first.userId })
      const claim = await outbox.claim()
      expect(claim.next_due_in_ms).toBeGreaterThan(50_000)
      expect((await outbox.claim()).next_due_in_ms).toBeGreaterThan(50_000)
      await outbox.settle(claim.notices[0], 'sent')
      const second = await outbox.claim()
      await outbox.settle(second.notices[0], 'sent')
      expect((await outbox.claim()).next_due_in_ms).toBeNull()
    }))

  test('whoever has turned the mails off gets none of those that wait', () =>
    onOwnOutbox(async (outbox, db) => {
      const notice = await outbox.queueMail()
      await outbox.claim()
      await outbox.endLeases()
      const { unsubscribe_token } = await rowOf<{ unsubscribe_token: string }>(
        db,
        'select unsubscribe_token from notice_preferences where user_id = $1',
        [notice.userId],
      )
      await db.query('select unsubscribe_from_emails($1)', [unsubscribe_token])
      expect((await outbox.claim()).ids).toEqual([])
      expect(await outbox.stateOf(notice.id)).toBe('skipped')
    }))

  test('who is no administrator any more is told of no order', () =>
    onOwnOutbox(async (outbox, db) => {
      await createAccountIn(db, { role: 'admin' })
      const push = await outbox.queuePush()
      await db.query("update profiles set role = 'member' where id = $1", [push.userId])
      expect((await outbox.claim()).ids).toEqual([])
      expect(await outbox.stateOf(push.id)).toBe('skipped')
    }))

  test('nothing is pushed to a browser that was removed', () =>
    onOwnOutbox(async (outbox, db) => {
      const push = await outbox.queuePush()
      await db.query('update push_subscriptions set removed_at = now() where user_id = $1', [push.userId])
      expect((await outbox.claim()).ids).toEqual([])
    }))
})

describe('settling', () => {
  test('the word of a worker whose lease was given to another does not count', () =>
    onOwnOutbox(async (outbox) => {
      const notice = await outbox.queueMail()
      const slow = (await outbox.claim()).notices[0]
      await outbox.endLeases()
      const quick = (await outbox.claim()).notices[0]
      expect(await outbox.settle(slow, 'failed', { error: 'too late' })).toBe(false)
      expect(await outbox.settle(quick, 'sent')).toBe(true)
      expect(await outbox.stateOf(notice.id)).toBe('sent')
    }))

  test('what has failed is sent again when an administrator says so, and nothing else is', async () => {
    const cast = await createCast()
    await onOwnOutbox(async (outbox, db) => {
      const notice = await outbox.queueMail()
      const { notices } = await outbox.claim()
      await outbox.settle(notices[0], 'failed', { error: 'no such mailbox' })
      await become(db, cast.admin)
      await db.query('select retry_notice($1)', [notice.id])
      await expect(db.query('select retry_notice($1)', [notice.id])).rejects.toMatchObject({ code: 'PT409' })
    })
  })
})

describe('who may', () => {
  test('nobody but the service key claims, settles or drops', async () => {
    const cast = await createCast()
    for (const persona of [cast.anon, cast.creator, cast.teacher, cast.admin]) {
      for (const call of [
        'select claim_notices()',
        `select settle_notice('${randomUUID()}', '${randomUUID()}', 'sent')`,
        `select drop_push_subscription('${randomUUID()}')`,
      ]) {
        const attempt = inTransaction('rollback', async (db) => {
          await become(db, persona)
          await db.query(call)
        })
        await expect(attempt, call).rejects.toMatchObject({ code: '42501' })
      }
    }
  })

  test('a member can register no browser, and nobody reads the keys of one', async () => {
    const cast = await createCast()
    const register = "select save_push_subscription('https://fcm.googleapis.com/x', $1, $2)"
    const keys = ['k'.repeat(87), 'a'.repeat(22)]
    await inTransaction('rollback', async (db) => {
      await become(db, cast.creator)
      await expect(db.query(register, keys)).rejects.toMatchObject({ code: 'PT403' })
    })
    await inTransaction('rollback', async (db) => {
      await become(db, cast.admin)
      await db.query(register, keys)
      await expect(db.query('select p256dh, auth from push_subscriptions')).rejects.toMatchObject({
        code: '42501',
      })
    })
  })

  test('a browser that changes hands tells its new owner only', async () => {
    const cast = await createCast()
    await inTransaction('rollback', async (db) => {
      const next = await createAccountIn(db, { role: 'admin' })
      const register = "select save_push_subscription('https://fcm.googleapis.com/shared', $1, $2)"
      for (const persona of [cast.admin, signedIn(next)]) {
        await become(db, persona)
        // Saving it again, as each visit of the page may, changes nothing.
        await db.query(register, ['k'.repeat(87), 'a'.repeat(22)])
        await db.query(register, ['k'.repeat(87), 'a'.repeat(22)])
        await db.query('reset role')
      }
      const rows = await rowsOf(
        db,
        "select user_id from push_subscriptions where endpoint like '%/shared' and removed_at is null",
      )
      expect(rows).toEqual([{ user_id: next.id }])
    })
  })

  test('an unknown unsubscribe token says so and changes nothing', () =>
    onOwnOutbox(async (_, db) => {
      await expect(db.query('select unsubscribe_from_emails($1)', [randomUUID()])).rejects.toMatchObject({
        code: 'PT404',
      })
    }))
})
