import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { ImportWorkspace } from '@/components/plans/import-workspace'
import { createFakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { ASHA } from './desk-models'
import { createFakeDesk, type FakeDesk } from './fake-desk'
import { serveDesk } from './fake-desk-actions'

vi.mock('@/lib/plans/actions', () => import('./fake-desk-actions'))

let desk: FakeDesk

beforeEach(() => {
  const realtime = createFakeRealtime()
  desk = createFakeDesk(realtime)
  serveDesk(desk)
  renderAs(ASHA, <ImportWorkspace />, realtime)
})

async function choose(...lines: string[]) {
  const text = ['name,roi_percent,duration_days,min_amount,max_amount', ...lines].join('\n')
  await act(async () =>
    fireEvent.change(screen.getByLabelText(/Choose a CSV file/), {
      target: { files: [new File([text], 'plans.csv')] },
    }),
  )
}

const row = (name: string) => `${name},2.5,30,500,25000`
const many = (count: number) => Array.from({ length: count }, (_, index) => row(`Plan ${index}`))

async function press(name: string | RegExp) {
  await act(async () => fireEvent.click(await screen.findByRole('button', { name })))
}

test('shows what the file comes to, and imports nothing before that was seen', async () => {
  await choose(row('A'), row('B'))
  await screen.findByText('2 rows can be imported')
  expect(screen.getByRole('row', { name: /2 A 2.5 %/ })).toBeTruthy()
  expect(desk.trials).toEqual([2])
  expect(desk.imports).toEqual([])
  await press('Import all 2 rows')
  await screen.findByText('2 plans imported')
})

test('names row, column and reason, also where only the database knows', async () => {
  desk.taken = ['Taken']
  await choose(row('A'), 'Bad,x,30,500,25000', row('Taken'))
  await screen.findByText('1 row can be imported, 2 cannot')
  const list = within(screen.getByRole('list', { name: 'Rows with mistakes' }))
  expect(list.getByText('Row 3').closest('li')?.textContent).toContain('roi_percentEnter a number')
  expect(list.getByText('Row 4').closest('li')?.textContent).toContain('nameAnother plan has this name.')
  await press('Import the 1 good row')
  await screen.findByText('1 plan imported')
  expect(desk.imports.map(({ rows }) => rows)).toEqual([1])
})

test('a name taken since the preview is told at the end', async () => {
  await choose(row('A'), row('B'))
  await screen.findByText('2 rows can be imported')
  desk.taken = ['B']
  await press('Import all 2 rows')
  await screen.findByText('1 plan imported')
  expect(screen.getByText('Row 3').closest('li')?.textContent).toContain('Another plan has this name.')
})

test('a large file goes in steps, and where the network fails it goes on from there', async () => {
  await choose(...many(120))
  await screen.findByText('120 rows can be imported')
  expect(desk.trials).toEqual([50, 50, 20])
  desk.failsAfter = 1
  await press('Import all 120 rows')
  await screen.findByText('Stopped importing plans.csv')
  expect(screen.getByRole('progressbar').getAttribute('value')).toBe('50')
  await press('Go on')
  await screen.findByText('120 plans imported')
  expect(desk.imports.map(({ rows }) => rows)).toEqual([50, 50, 50, 20])
  // The step that got no answer was sent again with its key, so that nothing is made twice.
  expect(desk.imports[2]?.key).toBe(desk.imports[1]?.key)
  expect(new Set(desk.imports.map(({ key }) => key)).size).toBe(3)
})

test('a file that is no list of plans is refused with a reason, and another can be chosen', async () => {
  await act(async () =>
    fireEvent.change(screen.getByLabelText(/Choose a CSV file/), {
      target: { files: [new File(['a,b\n1,2'], 'other.csv')] },
    }),
  )
  await screen.findByText(/first row must name the columns/)
  await choose(row('A'))
  await waitFor(() => expect(screen.queryByText(/first row must name the columns/)).toBeNull())
  await screen.findByText('1 row can be imported')
})
