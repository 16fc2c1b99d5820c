import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CreditsWorkspace } from '@/components/credits/credits-workspace'
import { RealtimeCreditsProvider } from '@/lib/credits/realtime-credits-provider.client'
import type { CreditPackage } from '@/lib/credits/schema'
import { serveActions } from './fake-actions'
import { openBank, renderLive } from './live-screen'
import { ADMIN, MIRA } from './models'

vi.mock('@/lib/credits/actions', () => import('./fake-actions'))

const PACK: CreditPackage = {
  id: 'pack-100',
  slug: 'pack-100',
  name: '100 credits',
  kind: 'one_time',
  credits: 100,
  price: 9_900,
  currency: 'INR',
  intervalDays: null,
}

let world: ReturnType<typeof openBank>

beforeEach(() => {
  world = openBank(100)
  serveActions(world.bank)
})

afterEach(() => vi.restoreAllMocks())

function renderPage(packages: CreditPackage[] = []) {
  renderLive(
    <RealtimeCreditsProvider>
      <CreditsWorkspace
        userId={MIRA}
        packages={packages}
        initial={undefined}
        renderedAt="2026-11-21T10:00:00Z"
      />
    </RealtimeCreditsProvider>,
    world,
  )
}

/** Rendered, read and live. */
async function openPage() {
  renderPage([PACK])
  await screen.findByTestId('balance')
  await waitFor(() => expect(world.realtime.joined()).toHaveLength(2))
}

function balance() {
  return screen.getByTestId('balance').textContent
}

function ledger() {
  const rows = within(screen.getByTestId('ledger')).queryAllByRole('listitem')
  return rows.map((row) => row.textContent)
}

function thumbnail() {
  return screen.getByRole('button', { name: /Generate a thumbnail/ })
}

/** A promise and the way to fulfil it. */
function gate() {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

describe('spending', () => {
  test('shows at once, becomes a ledger entry, and is never taken off twice', async () => {
    await openPage()
    const answer = gate()
    world.bank.hold = answer.promise
    fireEvent.click(thumbnail())
    expect(balance()).toBe('95')
    // Its event and read overtake the answer.
    await waitFor(() => expect(ledger()[0]).toContain('You'))
    expect(balance()).toBe('95')
    await act(async () => answer.open())
    expect(balance()).toBe('95')
    expect(ledger()).toHaveLength(1)
  })

  test('that is refused is rolled back and explained', async () => {
    await openPage()
    // The bank knows of a change that no event has told yet.
    vi.spyOn(world.bank, 'spendCredits').mockResolvedValue({
      success: false,
      error: { code: 'insufficient_credits', message: 'Not enough credits: 5 needed, 3 there.' },
    })
    fireEvent.click(thumbnail())
    expect(balance()).toBe('95')
    await screen.findByText('Not enough credits: 5 needed, 3 there.')
    expect(balance()).toBe('100')
    expect(ledger()).toEqual([])
  })

  test('counts once when the button is pressed twice', async () => {
    await openPage()
    const answer = gate()
    world.bank.hold = answer.promise
    fireEvent.click(thumbnail())
    fireEvent.click(thumbnail())
    await act(async () => answer.open())
    await waitFor(() => expect(ledger()).toHaveLength(1))
    expect(world.bank.keys).toHaveLength(1)
  })

  test('counts once when its answer is lost and it is tried again, and a later one is a new one', async () => {
    await openPage()
    world.bank.losesAnswers = true
    fireEvent.click(thumbnail())
    await screen.findByText(/could not be reached/)
    world.bank.losesAnswers = false
    fireEvent.click(thumbnail())
    await waitFor(() => expect(world.bank.keys).toHaveLength(2))
    await waitFor(() => expect(balance()).toBe('95'))
    expect(new Set(world.bank.keys).size).toBe(1)
    expect(ledger()).toHaveLength(1)

    fireEvent.click(thumbnail())
    await waitFor(() => expect(ledger()).toHaveLength(2))
    expect(new Set(world.bank.keys).size).toBe(2)
    expect(balance()).toBe('90')
  })

  test('an own amount shows who would pay, and what is wrong with a field stands beside it', async () => {
    await openPage()
    fireEvent.change(screen.getByLabelText('Amount'), { target: { value: '30' } })
    screen.getByText('Takes 30 from 100 credits.')
    vi.spyOn(world.bank, 'spendCredits').mockResolvedValue({
      success: false,
      error: { code: 'invalid_input', message: 'Not valid.', fields: { reason: ['Say what it is for.'] } },
    })
    fireEvent.submit(screen.getByRole('button', { name: 'Spend' }))
    await screen.findByText('Say what it is for.')
    expect(screen.getByLabelText('For').getAttribute('aria-invalid')).toBe('true')
    expect(screen.queryByText('Not valid.')).toBeNull()
  })

  test('more than there is cannot be asked for', async () => {
    world = openBank(4)
    serveActions(world.bank)
    await openPage()
    expect(thumbnail()).toHaveProperty('disabled', true)
    expect(thumbnail().textContent).toContain('needs 5 credits')
  })
})

describe('changes made elsewhere', () => {
  test('move the number, add a row and say where they come from', async () => {
    await openPage()
    act(() => world.bank.change(10))
    await waitFor(() => expect(balance()).toBe('110'))
    await screen.findByText('+10 credits · made in SQL or the dashboard')
    expect(ledger()[0]).toContain('+10')
    act(() => world.bank.change(-5, ADMIN))
    await screen.findByText('−5 credits · by an administrator')
  })

  test('a removed grant that was worth nothing is told as such, in the ledger, the table and a toast', async () => {
    await openPage()
    act(() => world.bank.change(10))
    await waitFor(() => expect(balance()).toBe('110'))
    act(() => world.bank.change(0))
    await screen.findByText('Removal of an ended grant · made in SQL or the dashboard')
    expect(balance()).toBe('110')
    expect(ledger()[0]).toMatch(/Removed.*110$/)
    await waitFor(() => {
      const [, newest] = within(screen.getByLabelText('Changes of the balance')).getAllByRole('row')
      expect(newest?.textContent).toMatch(/Removed110$/)
    })
  })

  test('are announced to a screen reader with the settled balance', async () => {
    await openPage()
    act(() => world.bank.change(10))
    await waitFor(() => expect(screen.getByText('Balance: 110 credits').getAttribute('role')).toBe('status'))
  })
})

describe('buying', () => {
  test('a declined test card buys nothing, an accepted one does, and no toast tells twice', async () => {
    await openPage()
    fireEvent.click(screen.getByRole('button', { name: 'Buy 100 credits' }))
    const dialog = await screen.findByRole('dialog')
    within(dialog).getByText('Test payment')
    within(dialog).getByText('100 credits: you will have 200 credits.')
    fireEvent.click(within(dialog).getByLabelText(/Declined/))
    fireEvent.click(within(dialog).getByRole('button', { name: /\(test\)/ }))
    await screen.findByText('The test card was declined')
    expect(world.bank.keys).toEqual([])

    fireEvent.click(within(dialog).getByLabelText(/Accepted/))
    fireEvent.click(within(dialog).getByRole('button', { name: /\(test\)/ }))
    await waitFor(() => expect(balance()).toBe('200'))
    await screen.findByText('+100 credits · 100 credits')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByText(/another window/)).toBeNull()
  })
})

describe('trouble', () => {
  test('a failed first read says so and can be tried again', async () => {
    world.bank.isDown = true
    renderPage()
    await screen.findByText('The credits could not be read')
    world.bank.isDown = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(balance()).toBe('100'))
    expect(screen.queryByText('The credits could not be read')).toBeNull()
  })

  test('offline keeps the last credits, marks them and waits with writes', async () => {
    await openPage()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    act(() => {
      world.realtime.network.isReachable = false
      world.realtime.drop()
      window.dispatchEvent(new Event('offline'))
    })
    await screen.findByText('You are offline')
    expect(balance()).toBe('100')
    expect(thumbnail()).toHaveProperty('disabled', true)
  })
})
