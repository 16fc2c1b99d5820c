import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { CatalogWorkspace } from '@/components/plans/catalog-workspace'
import { openPlans, renderLive } from './live-screen'
import { anInvestment, aPlan, MIRA } from './models'

vi.mock('@/lib/plans/actions', () => import('./fake-actions'))
vi.mock('next/navigation', async (original) => ({
  ...(await original()),
  useSearchParams: () => new URLSearchParams(window.location.search),
}))

const gold = aPlan({ name: 'Gold', roiPercent: 2.5 })
const silver = aPlan({ name: 'Silver', roiPercent: 4, minAmount: 10_000, maxAmount: 20_000 })

beforeEach(() => window.history.replaceState(null, '', '/plans'))

async function openCatalog(...plans: Parameters<typeof openPlans>) {
  const screenOf = openPlans(...plans)
  renderLive(<CatalogWorkspace userId={MIRA} initial={undefined} initialPortfolio={undefined} />, screenOf)
  screen.getByText('Loading plans…')
  await waitFor(() => expect(screenOf.realtime.joined()).toHaveLength(4))
  return screenOf
}

function card(name: string) {
  return within(screen.getByRole('link', { name: new RegExp(name) }).closest('li') ?? document.body)
}

function shownNames() {
  return screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
}

describe('the list of plans', () => {
  test('marks a change where it is and says it once', async () => {
    const { world } = await openCatalog(gold, silver)
    await screen.findByRole('link', { name: 'Gold' })
    act(() => world.change(gold.id, { roiPercent: 3.5 }))
    await waitFor(() => expect(card('Gold').getByText(/3\.5/).textContent).toContain('2.5\u00a0% →'))
    await screen.findByText('Gold: return 2.5 % → 3.5 %.')
  })

  test('gets new plans and loses those that are withdrawn', async () => {
    const { world } = await openCatalog(gold)
    await screen.findByRole('link', { name: 'Gold' })
    act(() => world.add(silver))
    await screen.findByRole('link', { name: 'Silver' })
    act(() => world.remove(gold.id))
    await waitFor(() => expect(shownNames()).toEqual(['Silver']))
    await screen.findByText('Gold is no longer offered.', { exact: false })
  })

  test('says what one follows and has invested', async () => {
    const { world } = await openCatalog(gold, silver)
    await screen.findByRole('link', { name: 'Gold' })
    world.portfolio = {
      ...world.portfolio,
      userPlans: [anInvestment({ planId: gold.id, amount: 250_000 })],
    }
    await act(() => world.setFollowing(gold.id, true))
    await waitFor(() => card('Gold').getByText('₹2,500 invested'))
    card('Gold').getByText('Followed')
    expect(card('Silver').queryByText('Followed')).toBeNull()
  })

  test('is searched, ordered and narrowed as one types, and keeps it in the address', async () => {
    await openCatalog(gold, silver)
    await screen.findByRole('link', { name: 'Gold' })
    fireEvent.change(screen.getByRole('combobox', { name: 'Sort by' }), { target: { value: 'return' } })
    await waitFor(() => expect(shownNames()).toEqual(['Silver', 'Gold']))
    fireEvent.change(screen.getByRole('spinbutton', { name: 'From amount' }), { target: { value: '500' } })
    await waitFor(() => expect(shownNames()).toEqual(['Gold']))
    screen.getByText('1 of 2 plans')
    expect(window.location.search).toBe('?sort=return&from=500')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing like it' } })
    await screen.findByText('No plan fits')
    fireEvent.click(screen.getByRole('button', { name: 'Show all plans' }))
    await waitFor(() => expect(shownNames()).toEqual(['Silver', 'Gold']))
    expect(window.location.search).toBe('?sort=return')
  })

  test('says so when there is none, and when it cannot be read', async () => {
    const { world } = await openCatalog()
    await screen.findByText('No plans on offer')
    world.isDown = true
    act(() => world.add(gold))
    await screen.findByText('The latest plans could not be read')
  })
})
