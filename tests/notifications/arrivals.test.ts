import { describe, expect, test } from 'vitest'
import { arrivalsIn, noticesFor } from '@/lib/notifications/arrivals'
import { badgeText, unreadWords } from '@/lib/notifications/words'
import { aNotification, anInbox, at } from './models'

describe('what has arrived', () => {
  const old = aNotification({ title: 'Old', createdAt: at(5) })

  test('is what was not there before', () => {
    const fresh = aNotification({ title: 'Fresh', createdAt: at(6) })
    expect(arrivalsIn(anInbox([old]), anInbox([fresh, old]))).toEqual([fresh])
  })

  test('includes one that was begun earlier and committed later', () => {
    const late = aNotification({ title: 'Late', createdAt: at(4) })
    expect(arrivalsIn(anInbox([old]), anInbox([old, late]))).toEqual([late])
  })

  test('is nothing that was read elsewhere before this tab heard of it', () => {
    const read = aNotification({ createdAt: at(6), readAt: at(7) })
    expect(arrivalsIn(anInbox([old]), anInbox([read, old]))).toEqual([])
  })

  test('is nothing that moves up because something above it was removed', () => {
    const page = [aNotification({ createdAt: at(9) }), aNotification({ createdAt: at(8) })]
    const movedUp = aNotification({ createdAt: at(7) })
    const next = anInbox([...page.slice(1), movedUp])
    expect(arrivalsIn(anInbox(page, { hasMore: true }), next)).toEqual([])
  })

  test('is told by id where times are equal', () => {
    const last = aNotification({ id: '00000000-0000-4000-8000-000000000005', createdAt: at(5) })
    const before = aNotification({ id: '00000000-0000-4000-8000-000000000004', createdAt: at(5) })
    const after = aNotification({ id: '00000000-0000-4000-8000-000000000006', createdAt: at(5) })
    const full = anInbox([last], { hasMore: true })
    expect(arrivalsIn(full, anInbox([before, last, after]))).toEqual([before])
  })
})

describe('what is told', () => {
  test('is one or two by themselves, the older first, each with where it leads', () => {
    const [newer, older] = [
      aNotification({ title: 'Newer', link: null, type: 'warning' }),
      aNotification({ title: 'Older', message: 'Why', link: '/plans/mine' }),
    ]
    expect(noticesFor([newer, older], false)).toMatchObject([
      { ids: [older.id], title: 'Older', detail: 'Why', link: '/plans/mine' },
      { ids: [newer.id], title: 'Newer', type: 'warning', link: null },
    ])
  })

  test('is more than that in one sentence that leads to the page', () => {
    const arrivals = [aNotification({ title: 'Latest' }), aNotification(), aNotification()]
    const told = { title: '3 new notifications', detail: 'The latest: Latest', link: '/notifications' }
    expect(noticesFor(arrivals, false)).toMatchObject([told])
    expect(noticesFor(arrivals, true)).toMatchObject([{ title: '3 notifications while you were away' }])
  })
})

test('the badge has room for two digits', () => {
  expect([1, 99, 100, 12_345].map(badgeText)).toEqual(['1', '99', '99+', '99+'])
  expect([0, 1, 12_345].map(unreadWords)).toEqual([
    'No unread notifications',
    '1 unread notification',
    '12,345 unread notifications',
  ])
})
