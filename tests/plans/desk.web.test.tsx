import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DeskWorkspace } from '@/components/plans/desk-workspace'
import { PlanNews } from '@/components/plans/plan-news'
import { createFakeRealtime, type FakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { ASHA, PLAN } from './desk-models'
import { createFakeDesk, type FakeDesk } from './fake-desk'
import { serveDesk } from './fake-desk-actions'

vi.mock('@/lib/plans/actions', () => import('./fake-desk-actions'))
const router = vi.hoisted(() => ({ push: vi.fn() }))
// As Next.js does it: the parameters follow the address.
vi.mock('next/navigation', async (original) => ({
  ...(await original()),
  useRouter: () => router,
  usePathname: () => '/admin/credits',
  useSearchParams: () => new URLSearchParams(window.location.search),
}))

let desk: FakeDesk
let realtime: FakeRealtime

beforeEach(() => {
  window.history.replaceState(null, '', '/admin/plans')
  realtime = createFakeRealtime()
  desk = createFakeDesk(realtime)
  serveDesk(desk)
})

describe('the table', () => {
  beforeEach(async () => {
    renderAs(ASHA, <DeskWorkspace adminName="Asha Admin" initial={undefined} />, realtime)
    await screen.findByRole('link', { name: 'First Steps' })
    await waitFor(() => expect(realtime.joined()).toContain('plans'))
  })

  test('follows what others save, and shows for a moment what was before', async () => {
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    const row = screen.getByRole('row', { name: /First Steps/ })
    await waitFor(() => expect(row.textContent).toContain('was 2.5\u00a0% → , now 4\u00a0%'))
  })

  test('says what is not there: no plan that fits, no plan at all', async () => {
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing like it' } })
    await screen.findByText('No plan fits')
    screen.getByText('0 plans')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } })
    act(() => desk.deleteElsewhere())
    await screen.findByText('No plans yet')
  })

  test('withdraws a plan as it is on screen, and not one that has changed since', async () => {
    desk.saveUnseen({ roiPercent: 4 })
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Withdraw First Steps' })))
    await screen.findByText('First Steps is as it was')
    expect(desk.plan()).toMatchObject({ isActive: true, version: 2 })
    act(() => desk.saveElsewhere({ roiPercent: 5 }))
    await waitFor(() =>
      expect(screen.getByRole('row', { name: /First Steps/ }).textContent).toContain('now 5\u00a0%'),
    )
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Withdraw First Steps' })))
    await screen.findByRole('button', { name: 'Offer First Steps' })
    expect(desk.plan()).toMatchObject({ isActive: false, version: 4 })
  })

  test('draws a long list piece by piece, and searches all of it', async () => {
    act(() => desk.fill(250))
    await screen.findByText('251 plans')
    expect(screen.getAllByRole('row')).toHaveLength(101)
    fireEvent.click(screen.getByRole('button', { name: 'Show 100 more of 151' }))
    expect(screen.getAllByRole('row')).toHaveLength(201)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'Many 249' } })
    screen.getByRole('link', { name: 'Many 249' })
    expect(screen.queryByRole('button', { name: /more of/ })).toBeNull()
  })

  test('keeps what is searched for in the address', async () => {
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'steps' } })
    await waitFor(() => expect(window.location.search).toBe('?search=steps'))
    fireEvent.change(screen.getByLabelText('Status'), { target: { value: 'active' } })
    expect(window.location.search).toBe('?search=steps&status=active')
  })
})

test('an admin is told of what others do to plans, and not of own changes', async () => {
  renderAs(ASHA, <PlanNews viewerId={ASHA} />, realtime)
  await waitFor(() => expect(realtime.joined()).toEqual(['plan_changes']))
  await act(async () => {
    await desk.actions.savePlan({ version: 1, patch: { roiPercent: 3 } })
  })
  act(() => desk.saveElsewhere({ name: 'Ben’s choice' }))
  const toast = await screen.findByText('Plan updated by ben@rowcast.test')
  within(toast.closest('li') as HTMLElement).getByText('Ben’s choice')
  expect(screen.queryByText(/asha@rowcast.test/)).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Look' }))
  expect(router.push).toHaveBeenCalledWith(`/admin/plans/${PLAN}`)
})
