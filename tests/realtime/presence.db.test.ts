import { afterEach, expect, inject, test } from 'vitest'
import { createLiveClient } from '@/lib/realtime/live-client'
import { clientAs } from '../support/api-clients'
import { database } from '../support/database'
import { type Person, signUpPerson } from '../support/people'
import { until } from '../support/until'
import { createFakePage } from './harness'

/** The desk's policies on the real server. */
const stack = inject('stack')
const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function newPerson(role: 'member' | 'admin'): Promise<Person> {
  const person = await signUpPerson(stack)
  await database.query('update public.profiles set role = $2 where id = $1', [person.id, role])
  return person
}

async function enter(person: Person, topic: string) {
  const supabase = clientAs(stack)
  const { error } = await supabase.auth.signInWithPassword(person)
  if (error) throw error
  const client = createLiveClient({ userId: person.id, load: async () => supabase, page: createFakePage() })
  const room = client.presence({ topic, isPrivate: true })
  const leave = room?.subscribe(() => {})
  room?.rename(person.displayName)
  closers.push(async () => {
    leave?.()
    client.close()
    await supabase.removeAllChannels()
    await supabase.auth.stopAutoRefresh()
  })
  return { ids: () => room?.getSnapshot().people.map(({ id }) => id) ?? [] }
}

test('administrators meet at a desk; a member is not let in', async () => {
  const [asha, ben] = [await newPerson('admin'), await newPerson('admin')]
  const member = await newPerson('member')
  const stranger = await enter(member, 'desk:test')
  const rooms = [await enter(asha, 'desk:test'), await enter(ben, 'desk:test')]
  for (const { ids } of rooms) await until(() => ids().length === 2, { what: 'both administrators' })
  expect(rooms[0]?.ids()).toEqual(expect.arrayContaining([asha.id, ben.id]))
  expect(stranger.ids()).toEqual([])
})

test('an administrator is let in at desks only', async () => {
  const asha = await newPerson('admin')
  const [desk, elsewhere] = [await enter(asha, 'desk:other'), await enter(asha, 'elsewhere')]
  await until(() => desk.ids().length === 1, { what: 'oneself' })
  expect(elsewhere.ids()).toEqual([])
})
