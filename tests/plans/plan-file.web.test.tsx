import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { PlanFile } from '@/components/plans/plan-file'
import { createFakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { ASHA, PLAN } from './desk-models'
import { createFakeDesk, type FakeDesk } from './fake-desk'
import { serveDesk } from './fake-desk-actions'

vi.mock('@/lib/plans/actions', () => import('./fake-desk-actions'))

let desk: FakeDesk

beforeEach(async () => {
  const realtime = createFakeRealtime()
  desk = createFakeDesk(realtime)
  serveDesk(desk)
  const viewer = { id: ASHA, name: 'Asha Admin' }
  renderAs(ASHA, <PlanFile planId={PLAN} viewer={viewer} desk={undefined} history={undefined} />, realtime)
  await screen.findByRole('heading', { name: 'First Steps' })
  await waitFor(() => expect(realtime.joined()).toContain('plans'))
  await waitFor(() => expect(realtime.joined()).toContain(`plan_changes?plan_id=eq.${PLAN}`))
})

const input = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save changes' })
const panel = () => screen.queryByRole('region', { name: /saved this meanwhile/ })

function type(label: string, value: string) {
  fireEvent.change(input(label), { target: { value } })
}

async function pressSave() {
  await act(async () => fireEvent.click(save()))
}

describe('saving', () => {
  test('sends what was changed, with the version that is on screen', async () => {
    expect(save().disabled).toBe(true)
    type('Name', 'Second Steps')
    await pressSave()
    expect(desk.saves).toEqual([{ version: 1, patch: { name: 'Second Steps' } }])
    await screen.findByRole('heading', { name: 'Second Steps' })
    await screen.findByText('Version 2', { selector: 'p' })
    expect(save().disabled).toBe(true)
  })

  test('does not send what cannot be right, and takes the person there', async () => {
    type('Return (%)', '2,5')
    await pressSave()
    screen.getByText('Enter a number, such as 2.5.')
    await waitFor(() => expect(document.activeElement).toBe(input('Return (%)')))
    expect(desk.saves).toEqual([])
    type('Return (%)', '2.75')
    expect(screen.queryByText('Enter a number, such as 2.5.')).toBeNull()
  })

  test('shows a refusal at its field, and keeps what was typed', async () => {
    desk.taken = ['Taken']
    type('Name', 'Taken')
    await pressSave()
    await screen.findByText('Another plan has this name.')
    expect(input('Name').value).toBe('Taken')
  })

  test('asks before running investments are changed, with how many they are', async () => {
    act(() => desk.saveElsewhere({}))
    const plan = desk.plan()
    if (plan) plan.activeInvestments = 3
    act(() => desk.saveElsewhere({ description: 'New.' }))
    await screen.findByText('Version 3', { selector: 'p' })
    type('Return (%)', '3.5')
    await pressSave()
    const dialog = screen.getByRole('dialog')
    await within(dialog).findByText('3 active investments of 2 investors')
    within(dialog).getByText('3.5 %')
    expect(desk.saves).toEqual([])
    await act(async () =>
      fireEvent.click(within(dialog).getByRole('button', { name: 'Save and change them' })),
    )
    expect(desk.saves).toEqual([{ version: 3, patch: { roiPercent: 3.5 } }])
  })
})

describe('when someone else saves', () => {
  test('an untouched form follows, and says what is new until that was read', async () => {
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    await waitFor(() => expect(input('Return (%)').value).toBe('4'))
    fireEvent.click(await screen.findByRole('button', { name: 'Got it' }))
    expect(panel()).toBeNull()
    expect(input('Return (%)').value).toBe('4')
    expect(save().disabled).toBe(true)
  })

  test('what one has done oneself elsewhere on the page is no news', async () => {
    type('Name', 'Mine')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Withdraw' })))
    await screen.findByRole('button', { name: 'Put on offer' })
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>(/Investors can see it/).checked).toBe(false),
    )
    expect(panel()).toBeNull()
    expect(input('Name').value).toBe('Mine')
  })

  test('fields that one side changed are merged at once, and nothing typed is lost', async () => {
    type('Name', 'Mine')
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    await waitFor(() => expect(panel()).not.toBeNull())
    expect(input('Name').value).toBe('Mine')
    expect(input('Return (%)').value).toBe('4')
    expect(screen.getByText('Ben Admin saved this meanwhile')).toBeTruthy()
    expect(within(screen.getByRole('list', { name: 'Taken over' })).getByText('4 %')).toBeTruthy()
    await pressSave()
    expect(desk.saves).toEqual([{ version: 2, patch: { name: 'Mine' } }])
    expect(desk.plan()).toMatchObject({ name: 'Mine', roiPercent: 4, version: 3 })
  })

  test('a field that both changed must be chosen before it can be saved', async () => {
    type('Return (%)', '3')
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    const choice = await screen.findByRole('group', { name: /Return/ })
    expect(save().disabled).toBe(true)
    fireEvent.click(within(choice).getByRole('radio', { name: /Yours/ }))
    expect(save().disabled).toBe(false)
    await pressSave()
    expect(desk.plan()).toMatchObject({ roiPercent: 3, version: 3 })
    await waitFor(() => expect(panel()).toBeNull())
  })

  test('choosing theirs puts it in the form, and leaves nothing to save', async () => {
    type('Return (%)', '3')
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    const choice = await screen.findByRole('group', { name: /Return/ })
    fireEvent.click(within(choice).getByRole('radio', { name: /Ben Admin/ }))
    expect(input('Return (%)').value).toBe('4')
  })

  test('all of one’s own can be given up', async () => {
    type('Return (%)', '3')
    type('Name', 'Mine')
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    fireEvent.click(await screen.findByRole('button', { name: 'Discard all of mine' }))
    expect(input('Name').value).toBe('First Steps')
    expect(input('Return (%)').value).toBe('4')
    expect(save().disabled).toBe(true)
  })

  test('a save that is too late is refused, and shows theirs beside mine', async () => {
    type('Name', 'Mine')
    desk.saveUnseen({ name: 'Theirs' })
    await pressSave()
    const choice = await screen.findByRole('group', { name: /Name/ })
    expect(choice.textContent).toContain('Theirs')
    await waitFor(() => expect(document.activeElement).toBe(panel()))
    fireEvent.click(within(choice).getByRole('radio', { name: /Yours/ }))
    await pressSave()
    expect(desk.saves.map(({ version }) => version)).toEqual([1, 2])
    expect(desk.plan()).toMatchObject({ name: 'Mine', version: 3 })
  })

  test('a deletion keeps what was typed until the plan is back', async () => {
    type('Name', 'Mine')
    act(() => desk.deleteElsewhere())
    await screen.findByText('This plan has been deleted')
    await screen.findByText(/By ben@rowcast.test/)
    expect(save().disabled).toBe(true)
    fireEvent.click(await screen.findByRole('button', { name: 'Restore version 2' }))
    await act(async () =>
      fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Restore' })),
    )
    await waitFor(() => expect(screen.queryByText('This plan has been deleted')).toBeNull())
    expect(input('Name').value).toBe('Mine')
    expect(save().disabled).toBe(false)
  })
})

describe('history', () => {
  test('tells who changed what, live', async () => {
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    const entry = await screen.findByText('Updated')
    const item = entry.closest('li')
    expect(item?.textContent).toContain('ben@rowcast.test')
    expect(item?.textContent).toContain('2.5\u00a0%')
    expect(item?.textContent).toContain('4\u00a0%')
  })

  test('an old version comes back as a new one, after a look at what that changes', async () => {
    act(() => desk.saveElsewhere({ roiPercent: 4 }))
    fireEvent.click(await screen.findByRole('button', { name: 'Restore version 1' }))
    const dialog = screen.getByRole('dialog')
    within(dialog).getByText('2.5 %')
    await within(dialog).findByText('3 active investments of 2 investors')
    await act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'Restore' })))
    await screen.findByText('Version 1 restored')
    expect(desk.plan()).toMatchObject({ roiPercent: 2.5, version: 3 })
  })
})

test('a deletion says first how many investments it ends', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Delete…' }))
  const dialog = screen.getByRole('dialog')
  await within(dialog).findByText('3 active investments of 2 investors')
  expect(dialog.textContent).toContain('end as cancelled')
  await act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'Delete plan' })))
  await screen.findByText('3 investments were cancelled')
  expect(desk.plan()).toBeUndefined()
})
