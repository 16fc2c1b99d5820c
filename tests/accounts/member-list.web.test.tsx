import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { MemberList } from '@/components/accounts/member-list'
import { Toaster } from '@/components/ui/toaster'
import type { Member } from '@/lib/accounts/schema'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { ok } from '@/lib/result'
import { ANNA, BERT, createWorld } from '../realtime/harness'

const ASHA: Member = {
  id: ANNA,
  email: 'admin@rowcast.test',
  displayName: 'Asha Admin',
  role: 'admin',
  createdAt: '2026-11-21T10:00:00Z',
}

const OTTO: Member = { ...ASHA, id: BERT, email: 'otto@rowcast.test', displayName: 'Otto', role: 'member' }

const server = vi.hoisted(() => ({ members: [] as unknown[] }))

vi.mock('@/lib/accounts/actions', () => ({
  listMembers: async () => ok(server.members),
  setRole: () => Promise.reject(new TypeError('fetch failed')),
}))

async function openList(members: Member[]) {
  const world = createWorld()
  server.members = members
  render(
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <MemberList search="asha" initial={members} ownId={ANNA} />
      <Toaster />
    </RealtimeProvider>,
  )
  await waitFor(() => expect(world.realtime.joined()).toEqual(['profiles']))
  return world
}

test('a new account is on screen at once', async () => {
  const { realtime } = await openList([])
  screen.getByText('Nobody found')
  server.members = [ASHA]
  act(() => {
    realtime.emit({ table: 'profiles', type: 'INSERT', record: {}, commitAt: new Date().toISOString() })
  })
  await screen.findByText('Asha Admin')
})

test('a role that could not be sent stays as it was, and the page says so', async () => {
  await openList([ASHA, OTTO])
  fireEvent.change(screen.getByLabelText('Role of Otto'), { target: { value: 'teacher' } })
  await screen.findByText('Otto keeps the role')
  expect(screen.getByLabelText('Role of Otto')).toHaveProperty('value', 'member')
})

test('nobody is on screen any more once the admin has signed out', async () => {
  const { supabase } = await openList([ASHA])
  screen.getByText('admin@rowcast.test')
  await act(async () => void supabase.auth.signOut({ scope: 'local' }))
  await waitFor(() => expect(screen.queryByText('admin@rowcast.test')).toBeNull())
  screen.getByRole('alert')
})
