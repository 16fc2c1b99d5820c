import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DeskWorkspace } from '@/components/orders/desk/desk-workspace'
import { EVERY_ORDER } from '@/lib/orders/desk-path'
import type { DeskArgs } from '@/lib/orders/inputs'
import { createFakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { serveDesk } from './desk-actions'
import { createDeskShop } from './desk-shop'

const ADMIN = '00000000-0000-4000-8000-0000000000aa'
const router = vi.hoisted(() => ({ replace: vi.fn() }))
const address = vi.hoisted(() => ({ params: new URLSearchParams() }))

vi.mock('@/lib/orders/actions', () => import('./desk-actions'))
vi.mock('next/navigation', async (original) => {
  const { useSyncExternalStore } = await import('react')
  return {
    ...(await original()),
    useRouter: () => router,
    useSearchParams: () => useAddress(useSyncExternalStore),
  }
})

/** As Next.js does: what `history` changes, `useSearchParams` tells. */
const listeners = new Set<() => void>()
function useAddress(useSyncExternalStore: typeof import('react').useSyncExternalStore) {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => address.params,
  )
}

const pushState = vi.spyOn(window.history, 'pushState').mockImplementation((_state, _title, url) => {
  address.params = new URL(String(url), 'http://localhost').searchParams
  for (const tell of listeners) tell()
})

let realtime: ReturnType<typeof createFakeRealtime>
let shop: ReturnType<typeof createDeskShop>

beforeEach(() => {
  realtime = createFakeRealtime()
  shop = createDeskShop(realtime)
  serveDesk(shop)
  router.replace.mockClear()
  pushState.mockClear()
  address.params = new URLSearchParams()
})

async function openDesk(args: Partial<DeskArgs> = {}) {
  const props = { admin: { userId: ADMIN, name: 'Asha Admin' }, initial: undefined, initialOrder: undefined }
  renderAs(ADMIN, <DeskWorkspace {...props} args={{ ...EVERY_ORDER, ...args }} />, realtime)
  await screen.findByTestId('count-all')
  await waitFor(() => expect(realtime.joined()).toContain('orders'))
}

function rows() {
  return within(screen.getByRole('grid', { name: 'Orders' }))
    .getAllByRole('row')
    .slice(1)
}

function row(index: number): HTMLElement {
  const found = rows()[index]
  if (found === undefined) throw new Error(`There is no row ${index}.`)
  return found
}

function press(key: string, modifiers: { shiftKey?: boolean; ctrlKey?: boolean } = {}) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers })
}

function chosen(): number[] {
  return rows().flatMap((one, index) => (one.getAttribute('aria-selected') === 'true' ? index : []))
}

describe('the table', () => {
  test('shows an order the moment it comes, at the top, and says so once', async () => {
    const first = shop.place()
    await openDesk()
    await screen.findByText(first.orderNumber)
    act(() => void shop.place({ shipName: 'Noor New' }))
    await waitFor(() => expect(row(0).textContent).toContain('Noor New'))
    expect(row(0).dataset.new).toBe('true')
    expect(row(1).dataset.new).toBeUndefined()
    await screen.findByText('A new order')
    expect(screen.getByTestId('count-all').textContent).toBe('2')
  })

  test('tells of an order that another filter hides', async () => {
    shop.place()
    await openDesk({ status: 'delivered' })
    await screen.findByText('No order here')
    act(() => void shop.place())
    await screen.findByText('A new order')
    await waitFor(() => expect(screen.getByTestId('count-placed').textContent).toBe('2'))
    expect(screen.queryByRole('grid')).toBeNull()
  })

  test('counts a rush of orders in one toast', async () => {
    await openDesk()
    await screen.findByText('No order yet')
    act(() => void shop.place())
    await screen.findByText('A new order')
    act(() => {
      shop.place()
      shop.place()
    })
    await screen.findByText('3 new orders')
    expect(screen.queryByText('A new order')).toBeNull()
  })

  test('follows a status that changes elsewhere', async () => {
    const order = shop.place()
    await openDesk()
    await waitFor(() => expect(row(0).textContent).toContain('Placed'))
    act(() => shop.change(order.id, { status: 'confirmed' }))
    await waitFor(() => expect(row(0).textContent).toContain('Confirmed'))
    expect(screen.getByTestId('count-confirmed').textContent).toBe('1')
  })

  test('says that it could not be read, and keeps no old rows for it', async () => {
    shop.isDown = true
    const props = { admin: { userId: ADMIN, name: 'Asha' }, args: EVERY_ORDER }
    renderAs(ADMIN, <DeskWorkspace {...props} initial={undefined} initialOrder={undefined} />, realtime)
    screen.getByText('Loading orders…')
    await screen.findByText('The list of orders could not be read')
  })

  test('keeps search, payment and order of the rows in the address', async () => {
    shop.place()
    await openDesk({ status: 'placed' })
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'meera' } })
    await waitFor(() =>
      expect(router.replace).toHaveBeenLastCalledWith('/admin/orders?search=meera&status=placed', {
        scroll: false,
      }),
    )
    fireEvent.change(screen.getByLabelText('Payment'), { target: { value: 'cod' } })
    expect(router.replace).toHaveBeenLastCalledWith('/admin/orders?status=placed&payment=cod', {
      scroll: false,
    })
    const total = screen.getByRole('link', { name: 'Total' })
    expect(total.getAttribute('href')).toBe('/admin/orders?status=placed&sort=total')
  })
})

describe('the keyboard', () => {
  async function openFive() {
    for (let count = 0; count < 5; count++) shop.place()
    await openDesk()
    await waitFor(() => expect(rows()).toHaveLength(5))
    act(() => row(0).focus())
  }

  test('walks the rows and opens one', async () => {
    await openFive()
    expect(rows().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1, -1])
    press('ArrowDown')
    press('ArrowDown')
    expect(document.activeElement).toBe(row(2))
    press('End')
    expect(document.activeElement).toBe(row(4))
    press('ArrowDown')
    expect(document.activeElement).toBe(row(4))
    expect(rows().map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, -1, 0])
    press('Enter')
    const number = shop.orders[4]?.orderNumber ?? ''
    await screen.findByRole('heading', { name: number })
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: number })))
  })

  test('chooses with Space, a stretch with Shift, all with Control and A', async () => {
    await openFive()
    press('ArrowDown')
    press(' ')
    expect(chosen()).toEqual([1])
    press('ArrowDown', { shiftKey: true })
    press('ArrowDown', { shiftKey: true })
    expect(chosen()).toEqual([1, 2, 3])
    press('a', { ctrlKey: true })
    expect(chosen()).toEqual([0, 1, 2, 3, 4])
    press('Escape')
    expect(chosen()).toEqual([])
  })

  test('stays with its row when new orders push it down', async () => {
    await openFive()
    press('ArrowDown')
    press(' ')
    const number = shop.orders[1]?.orderNumber ?? ''
    act(() => void shop.place())
    await waitFor(() => expect(rows()).toHaveLength(6))
    expect(document.activeElement?.textContent).toContain(number)
    expect(chosen()).toEqual([2])
  })

  test('closes the drawer with Escape and is back at the row', async () => {
    await openFive()
    press('ArrowDown')
    press('Enter')
    await screen.findByRole('heading', { name: shop.orders[1]?.orderNumber ?? '' })
    press('Escape')
    await waitFor(() => expect(document.activeElement).toBe(row(1)))
    expect(address.params.get('order')).toBeNull()
  })

  test('finds the search with / and the list of keys with ?', async () => {
    await openFive()
    press('/')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
    press('?')
    expect(screen.queryByText('Go from order to order')).toBeNull()
    act(() => row(0).focus())
    press('?')
    await screen.findByText('Go from order to order')
  })

  test('a box chooses without opening, and with Shift a stretch', async () => {
    await openFive()
    fireEvent.click(within(row(0)).getByRole('checkbox'))
    fireEvent.click(within(row(2)).getByRole('checkbox'), { shiftKey: true })
    expect(chosen()).toEqual([0, 1, 2])
    expect(pushState).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Choose all on this page' }))
    expect(chosen()).toEqual([0, 1, 2, 3, 4])
  })
})

describe('many at once', () => {
  async function chooseAllAndApply(status: string) {
    fireEvent.click(screen.getByRole('checkbox', { name: 'Choose all on this page' }))
    const bar = within(screen.getByRole('region', { name: 'Chosen orders' }))
    fireEvent.change(bar.getByLabelText('New status'), { target: { value: status } })
    fireEvent.click(bar.getByRole('button', { name: 'Apply' }))
    return within(await screen.findByRole('dialog'))
  }

  function results(dialog: { getAllByRole: (role: string) => HTMLElement[] }) {
    return dialog.getAllByRole('listitem').map((item) => `${item.dataset.state}: ${item.textContent}`)
  }

  test('each has its own outcome: what can be done is done, the rest is refused with the reason', async () => {
    const [first, packed, last] = [shop.place(), shop.place({ status: 'packed' }), shop.place()]
    await openDesk()
    await waitFor(() => expect(rows()).toHaveLength(3))
    const dialog = await chooseAllAndApply('confirmed')
    dialog.getByText(/2 of 3 can take this step/)
    fireEvent.click(dialog.getByRole('button', { name: 'Change 3 orders' }))
    await dialog.findByText('2 changed, 1 refused.')
    expect(results(dialog)).toEqual([
      `refused: Refused${packed.orderNumber}An order that is packed cannot become confirmed.`,
      `done: Changed${last.orderNumber}`,
      `done: Changed${first.orderNumber}`,
    ])
    fireEvent.click(dialog.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement)
    // What was refused stays chosen.
    await waitFor(() => expect(chosen()).toEqual([1]))
    expect(shop.orders.map(({ status }) => status)).toEqual(['confirmed', 'packed', 'confirmed'])
  })

  test('an order that someone else has changed meanwhile is refused, not overwritten', async () => {
    const order = shop.place()
    await openDesk()
    await waitFor(() => expect(rows()).toHaveLength(1))
    const dialog = await chooseAllAndApply('confirmed')
    act(() => shop.change(order.id, { status: 'cancelled' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Change 1 order' }))
    await dialog.findByText('0 changed, 1 refused.')
    expect(results(dialog)[0]).toContain('it is at version 2 now')
    expect(order.status).toBe('cancelled')
  })

  test('stops after the step that is under way', async () => {
    for (let count = 0; count < 12; count++) shop.place()
    await openDesk()
    await waitFor(() => expect(rows()).toHaveLength(12))
    const dialog = await chooseAllAndApply('confirmed')
    let release = () => {}
    shop.hold = new Promise<void>((resolve) => {
      release = resolve
    })
    fireEvent.click(dialog.getByRole('button', { name: 'Change 12 orders' }))
    await waitFor(() => expect(shop.chunks).toHaveLength(1))
    expect(dialog.getByRole('progressbar')).toHaveProperty('max', 12)
    fireEvent.click(dialog.getByRole('button', { name: 'Stop' }))
    act(() => release())
    await dialog.findByText('5 changed, 7 left alone.')
    expect(shop.chunks).toHaveLength(1)
    expect(shop.orders.filter(({ status }) => status === 'confirmed')).toHaveLength(5)
  })

  test('offers only steps that one of them can take', async () => {
    shop.place({ status: 'shipped' })
    await openDesk()
    await waitFor(() => expect(rows()).toHaveLength(1))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Choose all on this page' }))
    const options = within(screen.getByLabelText('New status')).getAllByRole('option')
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'Set status to…',
      'Out for delivery',
      'Returned',
    ])
  })
})

describe('the drawer', () => {
  async function openOrder(fields: Parameters<typeof shop.place>[0] = {}) {
    const order = shop.place(fields)
    address.params = new URLSearchParams({ order: order.id })
    await openDesk()
    await screen.findByRole('heading', { name: order.orderNumber })
    return order
  }

  test('offers the legal next steps only, and takes one', async () => {
    const order = await openOrder()
    const steps = within(screen.getByRole('region', { name: 'Next step' }))
    expect(steps.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Confirm',
      'Cancel order',
    ])
    fireEvent.click(steps.getByRole('button', { name: 'Confirm' }))
    await steps.findByRole('button', { name: 'Mark as packed' })
    expect(order.status).toBe('confirmed')
    expect(screen.getByTestId('order-history').textContent).toContain('Status: Confirmed')
  })

  test('asks before what cannot be taken back', async () => {
    const order = await openOrder()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel order' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Cancel order?' }))
    expect(order.status).toBe('placed')
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel order' }))
    await screen.findByText('This order has come to its end. No step follows.')
    expect(order.status).toBe('cancelled')
  })

  test('saves what was typed, and nothing else', async () => {
    const order = await openOrder()
    fireEvent.change(screen.getByLabelText('Delivery partner'), { target: { value: ' Ravi ' } })
    fireEvent.submit(screen.getByRole('form', { name: 'Delivery' }))
    await waitFor(() => expect(order.deliveryPartnerName).toBe('Ravi'))
    expect(order.note).toBeNull()
    expect(order.version).toBe(2)
  })

  test('puts what someone else saved beside what was typed', async () => {
    const order = await openOrder()
    fireEvent.change(screen.getByLabelText('Note to the shopper'), { target: { value: 'Mine' } })
    act(() => shop.change(order.id, { note: 'Theirs', deliveryPartnerName: 'Ravi' }))
    await screen.findByText('Ben Admin saved this meanwhile')
    expect(screen.getByLabelText('Delivery partner')).toHaveProperty('value', 'Ravi')
    expect(screen.getByLabelText('Note to the shopper')).toHaveProperty('value', 'Mine')
    fireEvent.submit(screen.getByRole('form', { name: 'Delivery' }))
    expect(order.note).toBe('Theirs')
    fireEvent.click(screen.getByRole('radio', { name: /Yours/ }))
    fireEvent.submit(screen.getByRole('form', { name: 'Delivery' }))
    await waitFor(() => expect(order.note).toBe('Mine'))
    expect(order.deliveryPartnerName).toBe('Ravi')
  })

  test('takes a place from the map, and names the city next to it', async () => {
    await openOrder()
    const map = screen.getByRole('button', { name: /Set the place on the map/ })
    act(() => map.focus())
    fireEvent.click(map, { detail: 0 })
    expect(Number((screen.getByLabelText('Latitude') as HTMLInputElement).value)).toBeGreaterThan(0)
    expect((screen.getByLabelText('Name of the place') as HTMLInputElement).value).toMatch(/^Near /)
  })

  test('says what is wrong with a place by numbers, and sends nothing', async () => {
    const order = await openOrder()
    fireEvent.change(screen.getByLabelText('Latitude'), { target: { value: '123' } })
    fireEvent.submit(screen.getByRole('form', { name: 'Delivery' }))
    await screen.findByText('From -90 to 90.')
    expect(order.version).toBe(1)
  })

  test('does not leave what was typed without asking', async () => {
    const other = shop.place()
    const order = await openOrder()
    fireEvent.change(screen.getByLabelText('Note to the shopper'), { target: { value: 'Half a thought' } })
    fireEvent.click(screen.getByRole('link', { name: other.orderNumber }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Keep editing' }))
    expect(address.params.get('order')).toBe(order.id)
    expect(screen.getByLabelText('Note to the shopper')).toHaveProperty('value', 'Half a thought')

    fireEvent.click(screen.getByRole('link', { name: other.orderNumber }))
    const again = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }))
    fireEvent.click(again.getByRole('button', { name: 'Discard' }))
    await screen.findByRole('heading', { name: other.orderNumber })
    expect(screen.getByLabelText('Note to the shopper')).toHaveProperty('value', '')
  })

  test('stays open when Escape closes a question that it asks', async () => {
    const order = await openOrder()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel order' }))
    const dialog = await screen.findByRole('dialog', { name: 'Cancel order?' })
    fireEvent.keyDown(within(dialog).getByRole('button', { name: 'Keep it' }), { key: 'Escape' })
    expect(address.params.get('order')).toBe(order.id)
  })

  test('says that an order of an old link does not exist', async () => {
    shop.place()
    address.params = new URLSearchParams({ order: '00000000-0000-4000-8000-0000000000ff' })
    await openDesk()
    await screen.findByText('There is no such order')
  })
})
