import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inboxPath } from '@/lib/notifications/cursor'
import { parseCursor } from '@/lib/notifications/parse-cursor'

test('a page is found again by its address, to the microsecond', () => {
  const cursors = fc.record({
    createdAt: fc
      .tuple(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), fc.nat(999))
      .map(([date, us]) => `${date.toISOString().slice(0, -1)}${String(us).padStart(3, '0')}+00:00`),
    id: fc.uuid({ version: 4 }),
  })
  fc.assert(
    fc.property(cursors, (cursor) => {
      const url = new URL(inboxPath(cursor), 'http://localhost')
      expect(url.pathname).toBe('/notifications')
      expect(parseCursor(url.searchParams.get('before') ?? undefined)).toEqual(cursor)
    }),
  )
})

test.each([undefined, '', 'yesterday', '2026-11-25T10:00:00+00:00', '_', '2026-11-25T10:00:00+00:00_1'])(
  'nonsense is the newest page: %s',
  (param) => {
    expect(parseCursor(param)).toBeNull()
    expect(inboxPath(parseCursor(param))).toBe('/notifications')
  },
)
