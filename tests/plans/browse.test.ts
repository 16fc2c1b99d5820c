import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Browse, browsePath, browsePlans, PLAN_SORTS, readBrowse } from '@/lib/plans/browse'
import { aPlan } from './models'

const ALL: Browse = { search: '', sort: 'name', from: '', to: '', isFollowed: false }

const silver = aPlan({
  name: 'Silver',
  description: 'Calm and short',
  roiPercent: 2,
  durationDays: 30,
  minAmount: 10_000,
  maxAmount: 50_000,
  createdAt: '2026-11-03T00:00:00+00:00',
})
const gold = aPlan({
  name: 'gold reserve',
  roiPercent: 8,
  durationDays: 365,
  minAmount: 100_000,
  maxAmount: 900_000,
  createdAt: '2026-11-01T00:00:00+00:00',
})
const bronze = aPlan({
  name: 'Bronze',
  roiPercent: 4,
  durationDays: 90,
  minAmount: 5_000,
  maxAmount: 20_000,
  createdAt: '2026-11-02T00:00:00+00:00',
})

function names(browse: Partial<Browse>, followed: string[] = []): string[] {
  return browsePlans([silver, gold, bronze], { ...ALL, ...browse }, followed).map(({ name }) => name)
}

describe('the list of plans', () => {
  test.each([
    ['name', ['Bronze', 'gold reserve', 'Silver']],
    ['return', ['gold reserve', 'Bronze', 'Silver']],
    ['shortest', ['Silver', 'Bronze', 'gold reserve']],
    ['smallest', ['Bronze', 'Silver', 'gold reserve']],
    ['newest', ['Silver', 'Bronze', 'gold reserve']],
  ] as const)('is ordered by %s', (sort, expected) => {
    expect(names({ sort })).toEqual(expected)
  })

  test.each([
    ['GOLD', ['gold reserve']],
    ['short calm', ['Silver']],
    ['reserve silver', []],
  ])('searched for “%s” has every word in name or description', (search, expected) => {
    expect(names({ search })).toEqual(expected)
  })

  test.each([
    [{ from: '600' }, ['gold reserve']],
    [{ to: '99.99' }, ['Bronze']],
    [{ from: '150', to: '450' }, ['Bronze', 'Silver']],
    [{ from: '10000' }, []],
  ])('with amounts %j has the plans that take one of them', (range, expected) => {
    expect(names(range)).toEqual(expected)
  })

  test('of followed plans has no others', () => {
    expect(names({ isFollowed: true }, [gold.id])).toEqual(['gold reserve'])
  })
})

describe('the address of the list', () => {
  const anyBrowse: fc.Arbitrary<Browse> = fc.record({
    search: fc.string({ maxLength: 100 }).map((text) => text.trim()),
    sort: fc.constantFrom(...(Object.keys(PLAN_SORTS) as Browse['sort'][])),
    from: fc.constantFrom('', '0', '250', '99.5'),
    to: fc.constantFrom('', '1000', '12345678901'),
    isFollowed: fc.boolean(),
  })

  test('says all that is looked for', () => {
    fc.assert(
      fc.property(anyBrowse, (browse) => {
        const params = new URL(browsePath(browse), 'http://rowcast.test').searchParams
        expect(readBrowse((name) => params.get(name))).toEqual(browse)
      }),
    )
  })

  test('is short when nothing is', () => {
    expect(browsePath(ALL)).toBe('/plans')
  })

  test.each(['sort=drop', 'from=-5', 'to=abc', 'followed=yes', `search=${'x'.repeat(200)}`])(
    'with nonsense (%s) shows all',
    (query) => {
      const params = new URLSearchParams(query)
      expect(readBrowse((name) => params.get(name))).toEqual(ALL)
    },
  )
})
