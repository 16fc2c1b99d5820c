import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DESK_SORTS,
  DESK_STATUSES,
  type DeskFilter,
  deskPath,
  EVERY_PLAN,
  listPlans,
  parseFilter,
  sortedBy,
} from '@/lib/plans/desk-list'
import { anyPlan, deskPlan } from './desk-models'

const filter: fc.Arbitrary<DeskFilter> = fc.record({
  search: fc.string({ maxLength: 20 }),
  status: fc.constantFrom(...DESK_STATUSES),
  sort: fc.constantFrom(...DESK_SORTS),
  isDescending: fc.boolean(),
})

const plans = fc
  .array(fc.tuple(anyPlan, fc.nat(50), fc.uuid()), { maxLength: 12 })
  .map((many) =>
    many.map(([fields, activeInvestments, id]) => deskPlan({ ...fields, activeInvestments, id })),
  )

test('the address keeps all of a filter', () => {
  fc.assert(
    fc.property(filter, (wanted) => {
      const url = new URL(deskPath(wanted), 'http://localhost')
      expect(url.pathname).toBe('/admin/plans')
      expect(parseFilter(url.searchParams)).toEqual(wanted)
    }),
  )
})

test('nonsense in the address shows every plan by name', () => {
  const params = new URLSearchParams('status=gone&sort=__proto__&page=2')
  expect(parseFilter(params)).toEqual(EVERY_PLAN)
})

describe('the list', () => {
  test('has just the plans that fit, each once, in order, whatever the order they came in', () => {
    fc.assert(
      fc.property(plans, filter, (all, wanted) => {
        const shown = listPlans(all, { ...wanted, search: '' })
        const fit = all.filter(
          ({ isActive }) => wanted.status === 'all' || isActive === (wanted.status === 'active'),
        )
        expect(new Set(shown)).toEqual(new Set(fit))
        expect(shown).toHaveLength(fit.length)
        const names = listPlans(all.toReversed(), { ...wanted, search: '' }).map(({ name }) => name)
        expect(names).toEqual(shown.map(({ name }) => name))
      }),
    )
  })

  test('searches name and description without regard to case', () => {
    const all = [
      deskPlan({ name: 'Solar', description: 'Roofs' }),
      deskPlan({ name: 'Steady', description: 'no SOLAR here' }),
      deskPlan({ name: 'Metro', description: '' }),
    ]
    expect(listPlans(all, { ...EVERY_PLAN, search: ' solar ' }).map(({ name }) => name)).toEqual([
      'Solar',
      'Steady',
    ])
  })
})

test('pressing a head sorts by it, then the other way round', () => {
  const once = sortedBy(EVERY_PLAN, 'roi')
  expect(once).toMatchObject({ sort: 'roi', isDescending: true })
  expect(sortedBy(once, 'roi')).toMatchObject({ sort: 'roi', isDescending: false })
  expect(sortedBy(once, 'name')).toMatchObject({ sort: 'name', isDescending: false })
})
