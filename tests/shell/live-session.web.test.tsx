import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { LiveSession } from '@/components/shell/live-session'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { ANNA, BERT, counterQuery, createWorld, type World } from '../realtime/harness'

let world: World

vi.mock('@/lib/supabase/db.client', () => ({ browserDb: async () => world.supabase }))

beforeEach(() => {
  world = createWorld()
})

function Draft({ userId }: { userId: string }) {
  const [query] = useState(() => counterQuery(world.database))
  useLiveQuery(query, { userId })
  return <input aria-label="Draft" />
}

function page(userId: string) {
  return (
    <LiveSession userId={userId}>
      <Draft userId={userId} />
    </LiveSession>
  )
}

async function openPage() {
  const screenOf = render(page(ANNA))
  await waitFor(() => expect(world.realtime.joined()).toEqual([`user_credits?user_id=eq.${ANNA}`]))
  return screenOf
}

test('a session that ends says so; the next user is not told of it', async () => {
  const { rerender } = await openPage()
  await act(async () => void world.supabase.auth.signOut({ scope: 'local' }))
  await screen.findByText('You are signed out here')

  world.auth.signIn(BERT)
  rerender(page(BERT))
  expect(screen.queryByText('You are signed out here')).toBeNull()
  await waitFor(() => expect(world.realtime.joined()).toEqual([`user_credits?user_id=eq.${BERT}`]))
})

test('what one user typed is gone for the next, and the channel of the one before with it', async () => {
  const { rerender } = await openPage()
  fireEvent.change(screen.getByLabelText('Draft'), { target: { value: 'mine' } })
  world.auth.signIn(BERT)
  rerender(page(BERT))
  expect(screen.getByLabelText('Draft')).toHaveProperty('value', '')
  await waitFor(() => expect(world.realtime.joined()).toEqual([`user_credits?user_id=eq.${BERT}`]))
})
