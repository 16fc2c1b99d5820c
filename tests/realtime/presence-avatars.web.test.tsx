import { act, render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PresenceAvatars } from '@/components/realtime/presence-avatars'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { usePresence } from '@/lib/realtime/use-presence'
import { ANNA, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const people = (...names: string[]) => names.map((name) => ({ id: name, name }))
const faces = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)

function Room({ topic, name }: { topic: string | null; name: string }) {
  const presence = usePresence(topic, { name })
  return (
    <>
      <PresenceAvatars presence={presence} />
      <output>{`${presence.others.length} others`}</output>
    </>
  )
}

const page = (world: World, topic: string | null, name = 'Anna') => (
  <StrictMode>
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <Room topic={topic} name={name} />
    </RealtimeProvider>
  </StrictMode>
)

test('everyone has a face with a name, and the number is in words', () => {
  render(<PresenceAvatars presence={{ people: people('Anna', 'Bert', 'Cleo'), isCurrent: true }} />)
  expect(screen.getByRole('list', { name: 'Here now' })).toBeDefined()
  expect(faces()).toEqual(['AAnna', 'BBert', 'CCleo'])
  expect(screen.getByText('3 people viewing')).toBeDefined()
})

test('a crowd is counted, and still named', () => {
  const presence = { people: people('Anna', 'Bert', 'Cleo', 'Dora', 'Emil', 'Fay'), isCurrent: true }
  render(<PresenceAvatars presence={presence} />)
  expect(faces()).toEqual(['AAnna', 'BBert', 'CCleo', '+3Dora, Emil, Fay'])
  expect(screen.getByText('6 people viewing')).toBeDefined()
})

test('nothing is shown before the answer', () => {
  const { container } = render(<PresenceAvatars presence={{ people: [], isCurrent: false }} />)
  expect(container.innerHTML).toBe('')
})

test('the hook joins once, follows the name and leaves with the last component', async () => {
  const world = createWorld()
  const joins = () => world.realtime.received.filter(({ event }) => event === 'phx_join').length
  const { rerender, unmount } = render(page(world, null))
  await advance(1_000)
  expect(joins()).toBe(0)
  rerender(page(world, 'desk'))
  await advance(1_000)
  expect(screen.getByText('Only you are here')).toBeDefined()
  expect(screen.getByText('0 others')).toBeDefined()
  rerender(page(world, 'desk', 'Annabel'))
  await advance(1_000)
  expect(faces()).toEqual(['AAnnabel'])
  expect(joins()).toBe(1)
  unmount()
  await advance(2_000)
  expect(world.realtime.received.at(-1)?.event).toBe('phx_leave')
})
