import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { InboxWorkspace } from '@/components/notifications/inbox-workspace'
import { NotificationBell } from '@/components/notifications/notification-bell'
import { useNotifications } from '@/lib/notifications/use-notifications'
import { createFakeRealtime, type FakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { type FakeInbox, getInbox, serveInbox } from './fake-inbox'
import { READER } from './models'

const router = vi.hoisted(() => ({ push: vi.fn() }))

vi.mock('@/lib/notifications/actions', () => import('./fake-inbox'))
vi.mock('next/navigation', async (original) => ({ ...(await original()), useRouter: () => router }))

let realtime: FakeRealtime
let inbox: FakeInbox

beforeEach(() => {
  realtime = createFakeRealtime()
  inbox = serveInbox(realtime, 2)
  router.push.mockClear()
  localStorage.clear()
})

const WATCH = `notifications?user_id=eq.${READER}`

async function untilLive() {
  await waitFor(() => expect(realtime.joined()).toEqual([WATCH]))
}

/** As after a page load: with what the server rendered. */
async function openBell() {
  const initial = await getInbox()
  inbox.reads = 0
  renderAs(
    READER,
    <NotificationBell userId={READER} initial={initial.success ? initial : undefined} />,
    realtime,
  )
  await untilLive()
  // The read that follows going live; what comes from here on arrives by an event.
  await waitFor(() => expect(inbox.reads).toBeGreaterThan(0))
}

const badge = () => screen.queryByTestId('unread')?.textContent ?? null
const toasts = () =>
  screen.queryAllByRole('listitem').filter((item) => item.hasAttribute('data-sonner-toast'))
function panel() {
  const element = document.getElementById('notifications-panel')
  if (element === null) throw new Error('There is no panel.')
  return within(element)
}

describe('the bell', () => {
  test('counts what is unread, says so, and tells of nothing old', async () => {
    await openBell()
    expect(badge()).toBe('2')
    screen.getByRole('button', { name: 'Notifications, 2 unread notifications' })
    expect(screen.getByRole('status').textContent).toBe('2 unread notifications')
    expect(toasts()).toEqual([])
  })

  test('follows an arrival, announces the number and shows a toast that leads there', async () => {
    await openBell()
    act(() => void inbox.arrive({ title: 'Investment cancelled', link: '/plans/mine' }))
    await waitFor(() => expect(badge()).toBe('3'))
    expect(screen.getByRole('status').textContent).toBe('3 unread notifications')
    await waitFor(() => expect(toasts()).toHaveLength(1))
    expect(toasts()[0]?.textContent).toContain('Investment cancelled')

    fireEvent.click(screen.getByRole('button', { name: 'Open' }))
    expect(router.push).toHaveBeenCalledWith('/plans/mine')
    await waitFor(() => expect(badge()).toBe('2'))
  })

  test('has room for no more than 99', async () => {
    inbox = serveInbox(realtime, 100)
    await openBell()
    expect(badge()).toBe('99+')
    screen.getByRole('button', { name: 'Notifications, 100 unread notifications' })
  })

  test('opens one: it is read, and the number follows the commit', async () => {
    await openBell()
    fireEvent.click(panel().getByRole('link', { name: /Old 1/, hidden: true }))
    await waitFor(() => expect(badge()).toBe('1'))
    expect(panel().getByRole('link', { name: /Old 1/, hidden: true }).textContent).not.toContain('Unread')
  })

  test('marks all as read, and says when that failed', async () => {
    await openBell()
    const markAll = panel().getByRole('button', { name: 'Mark all read', hidden: true })
    inbox.isDown = true
    fireEvent.click(markAll)
    await panel().findByText('The service does not answer right now.')
    expect(badge()).toBe('2')

    inbox.isDown = false
    fireEvent.click(markAll)
    await waitFor(() => expect(badge()).toBeNull())
    expect(screen.getByRole('status').textContent).toBe('No unread notifications')
    expect(markAll.getAttribute('aria-disabled')).toBe('true')
  })

  test('keeps the last number when the inbox can’t be read, and the panel says so', async () => {
    await openBell()
    inbox.isDown = true
    act(() => void inbox.arrive())
    await panel().findByText('The latest notifications could not be read')
    expect(badge()).toBe('2')
  })

  test('one without a link is a button that marks it, and plain text after that', async () => {
    inbox = serveInbox(realtime)
    await openBell()
    panel().getByText('Nothing yet')
    act(() => void inbox.arrive({ title: 'Welcome', link: null }))
    const welcome = await panel().findByRole('button', { name: /Welcome/, hidden: true })
    fireEvent.click(welcome)
    await waitFor(() => expect(badge()).toBeNull())
    expect(panel().queryByRole('button', { name: /Welcome/, hidden: true })).toBeNull()
    panel().getByText('Welcome')
  })
})

test('the bell and the page of notifications share one channel and each read', async () => {
  const initial = await getInbox()
  inbox.reads = 0
  const snapshot = initial.success ? initial : undefined
  renderAs(
    READER,
    <>
      <NotificationBell userId={READER} initial={snapshot} />
      <InboxWorkspace userId={READER} before={null} initial={snapshot} />
    </>,
    realtime,
  )
  await untilLive()
  await waitFor(() => expect(inbox.reads).toBeGreaterThan(0))
  act(() => void inbox.arrive({ title: 'Both' }))
  const page = within(screen.getByTestId('inbox'))
  await page.findByText('Both')
  expect(badge()).toBe('3')
  // One or two to begin with, and one for the arrival.
  expect(inbox.reads).toBeLessThanOrEqual(3)
})

test('the page says that it is loading, and what could not be read', async () => {
  inbox.isDown = true
  renderAs(READER, <InboxWorkspace userId={READER} before={null} initial={undefined} />, realtime)
  screen.getByText('Loading notifications…')
  await screen.findByText('The notifications could not be read')
  expect(screen.queryByText('Loading notifications…')).toBeNull()
})

function Count() {
  const { notifications, unread, isLoading, markRead, markAllRead } = useNotifications()
  const [first] = notifications
  return (
    <>
      <output>{isLoading ? 'loading' : `${unread} of ${notifications.length}`}</output>
      <button type="button" onClick={() => first && markRead(first.id)}>
        First
      </button>
      <button type="button" onClick={markAllRead}>
        All
      </button>
    </>
  )
}

test('useNotifications gives a page what the bell has, and marks', async () => {
  renderAs(READER, <Count />, realtime)
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('2 of 2'))
  fireEvent.click(screen.getByText('First'))
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('1 of 2'))
  fireEvent.click(screen.getByText('All'))
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('0 of 2'))
})
