import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { PlanWorkspace } from '@/components/plans/plan-workspace'
import { PortfolioWorkspace } from '@/components/plans/portfolio-workspace'
import type { Plan } from '@/lib/plans/schema'
import { openPlans, renderLive } from './live-screen'
import { anInvestment, aPlan, MIRA } from './models'

vi.mock('@/lib/plans/actions', () => import('./fake-actions'))

const NOW = '2026-11-25T10:00:00+00:00'

async function openPlan(plan: Plan) {
  const screenOf = openPlans(plan)
  renderLive(
    <PlanWorkspace
      planId={plan.id}
      userId={MIRA}
      signInHref="/sign-in"
      initial={undefined}
      initialPortfolio={undefined}
      renderedAt={NOW}
    />,
    screenOf,
  )
  await screen.findByRole('heading', { name: plan.name })
  await waitFor(() => expect(screenOf.realtime.joined()).toContain(`plans?id=eq.${plan.id}`))
  return screenOf
}

function typeAmount(value: string) {
  fireEvent.change(screen.getByLabelText('Amount in INR'), { target: { value } })
}

function investButton() {
  return screen.getByRole('button', { name: /^Invest/ })
}

describe('the plan page', () => {
  test('previews the return, which follows the terms', async () => {
    const gold = aPlan({ roiPercent: 2.5 })
    const { world } = await openPlan(gold)
    typeAmount('10,000')
    expect(screen.getByTestId('preview-return').textContent).toBe('₹250')
    expect(screen.getByTestId('preview-total').textContent).toBe('₹10,250')
    act(() => world.change(gold.id, { roiPercent: 5 }))
    await waitFor(() => expect(screen.getByTestId('preview-total').textContent).toBe('₹10,500'))
    expect(screen.getByTestId('plan-return').textContent).toContain('2.5\u00a0% →')
  })

  test.each([
    ['999.99', 'At least ₹1,000.'],
    ['50000.01', 'At most ₹50,000.'],
    ['some', 'Enter an amount, such as 1,500.'],
  ])('does not send the amount %s', async (amount, words) => {
    await openPlan(aPlan())
    typeAmount(amount)
    screen.getByText(words)
    expect(investButton()).toHaveProperty('disabled', true)
  })

  test('invests once, also when the answer was lost and one presses again', async () => {
    const { world } = await openPlan(aPlan())
    typeAmount('2000')
    world.losesAnswers = true
    fireEvent.click(investButton())
    await screen.findByText(/could not be reached/)
    world.losesAnswers = false
    fireEvent.click(investButton())
    await screen.findByText('₹2,000 invested')
    expect(new Set(world.keys).size).toBe(1)
    const own = within(await screen.findByRole('region', { name: 'Your investments in this plan' }))
    expect(own.getAllByRole('listitem')).toHaveLength(1)
  })

  test('asks again when the terms changed in the moment of pressing', async () => {
    const gold = aPlan()
    const { world } = await openPlan(gold)
    world.plans = world.plans.map((plan) => ({ ...plan, version: 2, roiPercent: 1 }))
    fireEvent.click(investButton())
    await screen.findByText('The terms have just changed.')
    expect(world.portfolio.userPlans).toEqual([])
  })

  test('follows and unfollows, as the database says', async () => {
    await openPlan(aPlan())
    fireEvent.click(await screen.findByRole('button', { name: 'Follow' }))
    fireEvent.click(await screen.findByRole('button', { name: /^Following/ }))
    await screen.findByRole('button', { name: 'Follow' })
  })

  test('says kindly that the plan is gone, and comes back with it', async () => {
    const gold = aPlan({ name: 'Gold' })
    const { world } = await openPlan(gold)
    act(() => world.remove(gold.id))
    await screen.findByText('This plan is no longer offered')
    screen.getByRole('heading', { name: 'Gold' })
    act(() => world.add(gold))
    await screen.findByRole('button', { name: /^Invest/ })
  })
})

describe('my plans', () => {
  test('follow their terms and end, each as the database says', async () => {
    const screenOf = openPlans()
    const held = anInvestment({ planName: 'Gold', amount: 100_000, expectedReturn: 2_500 })
    screenOf.world.portfolio = { userPlans: [held], followed: [], nextEndAt: null }
    renderLive(<PortfolioWorkspace userId={MIRA} initial={undefined} renderedAt={NOW} />, screenOf)
    await screen.findByText('Active (1)')
    await waitFor(() => expect(screenOf.realtime.joined()).toHaveLength(2))

    function change(fields: Partial<typeof held>) {
      const userPlans = [{ ...held, ...fields }]
      screenOf.world.portfolio = { ...screenOf.world.portfolio, userPlans }
      const commitAt = new Date().toISOString()
      const record = { id: held.id, user_id: MIRA }
      screenOf.realtime.emit({ table: 'user_plans', type: 'UPDATE', record, commitAt })
    }
    act(() => change({ roiPercent: 3.5, expectedReturn: 3_500 }))
    await screen.findByText('Your investment in Gold: return 2.5 % → 3.5 %.')
    const active = within(screen.getByRole('region', { name: 'Active (1)' }))
    expect(active.getByRole('listitem').textContent).toContain('3.5\u00a0%')
    expect(screen.getByRole('region', { name: 'Invested now in INR' }).textContent).toContain('₹35')

    act(() => change({ status: 'cancelled', planId: null }))
    await screen.findByText('Ended (1)')
    screen.getByText('Cancelled')
    expect(screen.queryByText('Active (1)')).toBeNull()
  })

  test('say so when there is nothing yet', async () => {
    renderLive(<PortfolioWorkspace userId={MIRA} initial={undefined} renderedAt={NOW} />, openPlans())
    await screen.findByText('Nothing invested yet')
  })
})
