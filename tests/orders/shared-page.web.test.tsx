import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import TrackPage from '@/app/track/[token]/page'
import { type ErrorCode, type Failure, fail } from '@/lib/result'

const answer = vi.hoisted(() => ({ next: null as Failure | null }))
vi.mock('@/lib/orders/actions', async () => ({
  ...(await import('./fake-shop-actions')),
  getSharedOrder: async () => answer.next,
}))

async function open(code: ErrorCode) {
  answer.next = fail(code, 'A sentence for people.')
  render(await TrackPage({ params: Promise.resolve({ token: 'a token' }) }))
}

test('a link that is unknown or over says so', async () => {
  await open('not_found')
  expect(screen.getByRole('heading', { name: 'This link does not work any more' })).toBeDefined()
})

test('an order that cannot be read now is no endless wait: it says why, and lets one try again', async () => {
  await open('unavailable')
  expect(screen.getByRole('alert').textContent).toContain('A sentence for people.')
  expect(screen.getByRole('link', { name: 'Try again' }).getAttribute('href')).toBe('/track/a%20token')
})
