import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { withAsOf } from '@/lib/action/as-of'
import { type Access, type ActionPorts, runAction } from '@/lib/action/run-action'
import type { Identity, Session } from '@/lib/auth/identity'
import type { AppRole } from '@/lib/auth/roles'
import { AppError } from '@/lib/result'

const MIRA: Identity = {
  userId: '00000000-0000-4000-8000-000000000001',
  email: 'mira@example.com',
  isAnonymous: false,
}
const input = z.object({ amount: z.number().int().positive('More than nothing.') })

describe('an action', () => {
  it('parses, authenticates, authorises and runs, in this order', async () => {
    const world = worldOf(MIRA, 'admin')
    const result = await act(world, 'admin', { amount: 1 })
    expect(result).toEqual({ success: true, data: 'done' })
    expect(world.steps).toEqual(['authenticate', 'load session', 'run'])
  })

  it('answers wrong input before it looks at the caller', async () => {
    const world = worldOf(null)
    expect(await act(world, 'admin', { amount: -1 })).toMatchObject({
      success: false,
      error: { code: 'invalid_input', fields: { amount: ['More than nothing.'] } },
    })
    expect(world.steps).toEqual([])
  })

  it.each(['signed-in', 'teacher', 'admin'] as const)(
    'refuses a visitor where access is %s',
    async (access) => {
      const world = worldOf(null)
      expect(await act(world, access, { amount: 1 })).toMatchObject({ error: { code: 'unauthenticated' } })
      expect(world.steps).toEqual(['authenticate'])
    },
  )

  it('asks for no role where none is needed', async () => {
    const world = worldOf(MIRA, 'member')
    await act(world, 'signed-in', { amount: 1 })
    expect(world.steps).toEqual(['authenticate', 'run'])
  })

  it.each([
    ['member', 'teacher', 'forbidden'],
    ['member', 'admin', 'forbidden'],
    ['teacher', 'admin', 'forbidden'],
    ['teacher', 'teacher', undefined],
    ['admin', 'teacher', undefined],
    ['admin', 'admin', undefined],
  ] as const)('with role %s and access %s answers %s', async (role, access, code) => {
    const world = worldOf(MIRA, role)
    expect((await act(world, access, { amount: 1 })).error?.code).toBe(code)
    expect(world.steps.includes('run')).toBe(code === undefined)
  })

  it('takes the holder of a token whose account is gone for a visitor', async () => {
    const world = worldOf(MIRA, null)
    expect(await act(world, 'admin', { amount: 1 })).toMatchObject({ error: { code: 'unauthenticated' } })
  })

  it('lets anyone in where access is public, and tells who it is', async () => {
    const seen: (Identity | null)[] = []
    const run = async ({ session }: { session: Identity | null }) => seen.push(session)
    await runAction({ input, access: 'public', run }, worldOf(null), { amount: 1 })
    await runAction({ input, access: 'public', run }, worldOf(MIRA), { amount: 1 })
    expect(seen).toEqual([null, MIRA])
  })

  it('turns an AppError into a failure', async () => {
    const world = worldOf(MIRA)
    const run = async () => {
      throw new AppError('insufficient_credits', 'Only 3 left.', { fields: { amount: ['Only 3 left.'] } })
    }
    expect(await runAction({ input, access: 'signed-in', run }, world, { amount: 4 })).toEqual({
      success: false,
      error: { code: 'insufficient_credits', message: 'Only 3 left.', fields: { amount: ['Only 3 left.'] } },
    })
    expect(world.logged).toEqual([])
  })

  it('logs everything else and gives nothing of it away', async () => {
    const world = worldOf(MIRA)
    const bug = new Error('password=hunter2')
    const run = async () => {
      throw bug
    }
    const result = await runAction({ input, access: 'signed-in', run }, world, { amount: 4 })
    expect(result).toMatchObject({ success: false, error: { code: 'internal' } })
    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(world.logged).toEqual([bug])
  })

  it('lets a redirect through', async () => {
    const redirect = new Error('NEXT_REDIRECT')
    const run = async () => {
      throw redirect
    }
    await expect(runAction({ input, access: 'signed-in', run }, worldOf(MIRA), { amount: 4 })).rejects.toBe(
      redirect,
    )
  })

  it('carries the instant of a read that knows it', async () => {
    const read = (asOf: string | null) =>
      runAction({ input, access: 'signed-in', run: async () => withAsOf([1], asOf) }, worldOf(MIRA), {
        amount: 1,
      })
    expect(await read('2026-11-21T09:00:00.123456Z')).toEqual({
      success: true,
      data: [1],
      asOf: '2026-11-21T09:00:00.123456Z',
    })
    expect(await read(null)).toEqual({ success: true, data: [1] })
  })
})

type World = ActionPorts<'db'> & { steps: string[]; logged: unknown[] }

/** A server on which `identity` is signed in, with `role` in the database (null: no such account any more). */
function worldOf(identity: Identity | null, role: AppRole | null = 'member'): World {
  const steps: string[] = []
  const logged: unknown[] = []
  return {
    steps,
    logged,
    authenticate: async () => {
      steps.push('authenticate')
      return { identity, db: 'db' }
    },
    loadSession: async (_db, who): Promise<Session | null> => {
      steps.push('load session')
      return role === null ? null : { ...who, displayName: 'Mira', role }
    },
    logUnexpected: (error) => logged.push(error),
    rethrowControlFlow: (error) => {
      if (error instanceof Error && error.message === 'NEXT_REDIRECT') throw error
    },
  }
}

function act(world: World, access: Access, rawInput: unknown) {
  const run = async () => {
    world.steps.push('run')
    return 'done'
  }
  return runAction({ input, access, run }, world, rawInput)
}
