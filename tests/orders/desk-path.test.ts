import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DESK_PAYMENTS, DESK_SORTS } from '@/lib/orders/desk-choices'
import { deskPath, EVERY_ORDER } from '@/lib/orders/desk-path'
import type { DeskArgs } from '@/lib/orders/inputs'
import { parseDeskArgs } from '@/lib/orders/parse-desk-args'
import { ORDER_STATUSES } from '@/lib/orders/rules'

const anyArgs: fc.Arbitrary<DeskArgs> = fc.record({
  search: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.trim()),
  status: fc.constantFrom(null, ...ORDER_STATUSES),
  payment: fc.constantFrom(null, ...DESK_PAYMENTS),
  sort: fc.constantFrom(...DESK_SORTS),
  page: fc.integer({ min: 1, max: 10_000 }),
})

function argsOf(path: string): DeskArgs {
  const params = new URL(path, 'http://localhost').searchParams
  return parseDeskArgs((name) => params.get(name) ?? undefined)
}

describe('the address of the desk', () => {
  test('leads back to what it was made of, with an order open or not', () => {
    fc.assert(
      fc.property(anyArgs, fc.option(fc.uuid()), (args, orderId) => {
        const path = deskPath(args, orderId)
        expect(argsOf(path)).toEqual(args)
        expect(new URL(path, 'http://localhost').searchParams.get('order')).toBe(orderId)
      }),
    )
  })

  test('is short for all orders, the newest first', () => {
    expect(deskPath(EVERY_ORDER)).toBe('/admin/orders')
    expect(argsOf('/admin/orders')).toEqual(EVERY_ORDER)
  })

  test('means something whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (status, payment, sort, page) => {
        const args = argsOf(`/admin/orders?${new URLSearchParams({ status, payment, sort, page })}`)
        expect([null, ...ORDER_STATUSES]).toContain(args.status)
        expect([null, ...DESK_PAYMENTS]).toContain(args.payment)
        expect(DESK_SORTS).toContain(args.sort)
        expect(args.page).toBeGreaterThanOrEqual(1)
      }),
    )
  })
})
