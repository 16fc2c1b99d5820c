import { describe, expect, test } from 'vitest'
import { changeActor, changeTitle, diffPlans } from '@/lib/plans/diff'
import { planNews } from '@/lib/plans/news'
import { ASHA, BEN, PLAN, planChange, planFields } from './desk-models'

describe('what an admin is told', () => {
  const known = [planChange({ id: 10 })]
  const told = (...fresh: ReturnType<typeof planChange>[]) => planNews(known, [...fresh, ...known], ASHA)

  test.each([
    ['UPDATE', 'Plan updated by ben@rowcast.test'],
    ['CREATE', 'Plan created by ben@rowcast.test'],
    ['DELETE', 'Plan deleted by ben@rowcast.test'],
  ] as const)('%s names the admin and the plan', (op, title) => {
    expect(told(planChange({ id: 11, op, ...(op === 'DELETE' && { after: null }) }))).toEqual([
      { title, detail: 'First Steps', planId: PLAN },
    ])
  })

  test('a restoration, and what was done past the app', () => {
    expect(told(planChange({ id: 11, restoredVersion: 1 }))[0]?.title).toBe(
      'Plan restored by ben@rowcast.test',
    )
    expect(told(planChange({ id: 11, actorId: null, actorEmail: null }))[0]?.title).toBe(
      'Plan updated in SQL or the dashboard',
    )
  })

  test('nothing of one’s own, whichever window it was made in', () => {
    expect(told(planChange({ id: 11, actorId: ASHA }))).toEqual([])
  })

  test('each change once, the oldest first, also when a smaller id commits later', () => {
    const [eleven, twelve] = [planChange({ id: 11 }), planChange({ id: 12, op: 'DELETE', after: null })]
    expect(told(twelve, eleven).map(({ title }) => title)).toEqual([
      'Plan updated by ben@rowcast.test',
      'Plan deleted by ben@rowcast.test',
    ])
    expect(planNews([twelve, ...known], [twelve, eleven, ...known], ASHA)).toHaveLength(1)
    expect(planNews([twelve, eleven], [twelve, eleven, ...known], ASHA)).toEqual([])
  })

  test('many at once as one', () => {
    const many = [15, 14, 13, 12].map((id) => planChange({ id, after: planFields({ name: `Plan ${id}` }) }))
    expect(told(...many)).toEqual([
      {
        title: '4 changes of plans by ben@rowcast.test',
        detail: 'Plan 12, Plan 13, Plan 14 and 1 more',
        planId: null,
      },
    ])
    expect(planNews(known, many, ASHA)[0]?.title).toBe('4 or more changes of plans by ben@rowcast.test')
    const several = [...many, planChange({ id: 11, actorId: null })]
    expect(told(...several)[0]?.title).toBe('5 changes of plans by several admins')
  })
})

describe('a readable difference', () => {
  test('has the fields that differ, in words', () => {
    const after = planFields({ roiPercent: 3.5, durationDays: 1, minAmount: 49_950, isActive: false })
    expect(
      diffPlans(planFields(), after).map(({ label, before, after: now }) => [label, before, now]),
    ).toEqual([
      ['Return', '2.5\u00a0%', '3.5\u00a0%'],
      ['Duration', '30\u00a0days', '1\u00a0day'],
      ['Smallest amount', '₹500', '₹499.50'],
      ['On offer', 'yes', 'no'],
    ])
  })

  test('of a new plan all that says something', () => {
    const lines = diffPlans(null, planFields({ description: '' }))
    expect(lines.map(({ field }) => field)).not.toContain('description')
    expect(lines.every(({ before, after }) => before === null && after !== null)).toBe(true)
  })

  test('a new currency is a new amount, too', () => {
    const lines = diffPlans(planFields(), planFields({ currency: 'JPY' }))
    expect(lines.map(({ field }) => field)).toContain('currency')
  })
})

test.each([
  [planChange({ op: 'CREATE', before: null }), 'Created'],
  [planChange({ op: 'DELETE', after: null }), 'Deleted'],
  [planChange({ restoredVersion: 3 }), 'Version 3 restored'],
  [planChange({ after: planFields({ isActive: false }) }), 'Withdrawn'],
  [planChange({ before: planFields({ isActive: false }) }), 'Offered'],
  [planChange({ after: planFields({ isActive: false, name: 'X' }) }), 'Updated'],
])('what was done: %#', (change, title) => {
  expect(changeTitle(change)).toBe(title)
})

test('who did it', () => {
  expect(changeActor(planChange(), BEN)).toBe('You')
  expect(changeActor(planChange(), ASHA)).toBe('ben@rowcast.test')
  expect(changeActor(planChange({ actorId: null, actorEmail: null }), ASHA)).toBe('SQL / dashboard')
  expect(changeActor(planChange({ actorEmail: null }), ASHA)).toBe('An administrator')
})
