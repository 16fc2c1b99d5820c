import { act, render, screen } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DateTime, RelativeTime } from '@/components/ui/time'
import { formatInstant } from '@/lib/format'

const AT = '2026-11-21T10:00:00Z'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(AT) }))
afterEach(() => void vi.useRealTimers())

test('the server says the time in UTC, the browser in the reader’s own words, and hydration goes well', async () => {
  const times = (
    <p>
      <RelativeTime value={AT} /> <DateTime value={AT} />
    </p>
  )
  const container = document.createElement('div')
  container.innerHTML = renderToString(times)
  expect(container.textContent).toBe(`${formatInstant(AT, 'UTC')} ${formatInstant(AT, 'UTC')}`)

  const onRecoverableError = vi.fn()
  const root = await act(async () => hydrateRoot(container, times, { onRecoverableError }))
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(container.textContent).toBe(`just now ${formatInstant(AT)}`)
  act(() => root.unmount())
})

test('times grow old together, by one timer that ends with the last of them', () => {
  const { unmount } = render([1, 2, 3].map((key) => <RelativeTime key={key} value={AT} />))
  expect(screen.getAllByText('just now')).toHaveLength(3)
  expect(vi.getTimerCount()).toBe(1)
  act(() => void vi.advanceTimersByTime(120_000))
  expect(screen.getAllByText('2 minutes ago')).toHaveLength(3)
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})
