import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DeskWorkspace } from '@/components/credits/desk-workspace'
import { serveActions } from './fake-actions'
import { openBank, renderLive } from './live-screen'
import { ADMIN, MIRA } from './models'

const router = vi.hoisted(() => ({ replace: vi.fn() }))

vi.mock('@/lib/credits/actions', () => import('./fake-actions'))
vi.mock('next/navigation', async (original) => ({ ...(await original()), useRouter: () => router }))

let world: ReturnType<typeof openBank>

beforeEach(() => {
  world = openBank(100)
  serveActions(world.bank)
  router.replace.mockClear()
})

/** The desk as Asha sees it, with Mira chosen unless said otherwise. */
async function openDesk(creatorId: string | null = MIRA) {
  const args = { search: '', page: 1, creatorId }
  renderLive(<DeskWorkspace adminId={ADMIN} args={args} initial={undefined} />, world)
  await screen.findByRole('link', { name: /Mira Creator/ })
  await waitFor(() => expect(world.realtime.joined()).toEqual(['user_credits', 'profiles']))
}

function fill(form: string, values: Record<string, string>) {
  const fields = within(screen.getByRole('form', { name: form }))
  for (const [label, value] of Object.entries(values)) {
    fireEvent.change(fields.getByLabelText(label), { target: { value } })
  }
  fireEvent.submit(screen.getByRole('form', { name: form }))
}

function ledger() {
  return within(screen.getByTestId('ledger')).queryAllByRole('listitem')
}

describe('the desk', () => {
  test('follows any creator’s change, in the list and in the ledger', async () => {
    await openDesk()
    act(() => world.bank.change(10))
    await waitFor(() => expect(screen.getByTestId('balance').textContent).toBe('110'))
    expect(screen.getByRole('link', { name: /Mira Creator/ }).textContent).toContain('110 credits')
    expect(ledger()[0]?.textContent).toContain('+10')
  })

  test('follows a new name, too', async () => {
    await openDesk()
    act(() => world.bank.rename('Mira the Second'))
    await screen.findByRole('link', { name: /Mira the Second/ })
  })

  test('says that it is loading, and which list could not be read', async () => {
    world.bank.isDown = true
    const args = { search: '', page: 1, creatorId: null }
    renderLive(<DeskWorkspace adminId={ADMIN} args={args} initial={undefined} />, world)
    screen.getByText('Loading creators…')
    await screen.findByText('The list of creators could not be read')
    expect(screen.queryByText('Loading creators…')).toBeNull()
  })

  test('grants with a reason, and is empty for the next one', async () => {
    await openDesk()
    fill('Grant', { Amount: '40', Reason: 'Thanks' })
    await screen.findByText('+40 credits for Mira Creator')
    await waitFor(() => expect(ledger()[0]?.textContent).toContain('Thanks'))
    expect(ledger()[0]?.textContent).toContain('You')
    expect(within(screen.getByRole('form', { name: 'Grant' })).getByLabelText('Reason')).toHaveProperty(
      'value',
      '',
    )
  })

  test('a correction below zero is refused with what is there, and what was typed stays', async () => {
    await openDesk()
    fill('Correct', { Change: '-500', Reason: 'Mistake' })
    await screen.findByText('Not enough credits: 500 needed, 100 there.')
    const form = within(screen.getByRole('form', { name: 'Correct' }))
    expect(form.getByLabelText('Change')).toHaveProperty('value', '-500')
    expect(ledger()).toEqual([])
  })

  test('asks to choose someone first', async () => {
    await openDesk(null)
    screen.getByText('Nobody chosen')
    const href = screen.getByRole('link', { name: /Mira Creator/ }).getAttribute('href')
    expect(href).toBe(`/admin/credits?creator=${MIRA}`)
  })

  test('searches while one types, from the first page on', async () => {
    await openDesk()
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: ' mira & co ' } })
    await waitFor(() =>
      expect(router.replace).toHaveBeenLastCalledWith('/admin/credits?search=mira+%26+co', { scroll: false }),
    )
  })
})
