import { describe, expect, test } from 'vitest'
import { COLUMN, PLAN_FIELDS, toColumns, toFieldErrors } from '@/lib/plans/columns'
import { planConflict } from '@/lib/plans/conflict'
import { investInput, newPlanFields, planPatch } from '@/lib/plans/inputs'

const FIELDS = { name: ' Gold ', roiPercent: 2.5, durationDays: 30, minAmount: 100, maxAmount: 200 }

describe('a new plan', () => {
  test('has its name tidied, and defaults', () => {
    expect(newPlanFields.parse(FIELDS)).toEqual({
      ...FIELDS,
      name: 'Gold',
      description: '',
      currency: 'INR',
      isActive: true,
    })
  })

  test.each([
    ['name', ''],
    ['name', 'x'.repeat(81)],
    ['roiPercent', 0],
    ['roiPercent', 1000],
    ['roiPercent', 2.5001],
    ['durationDays', 0.5],
    ['durationDays', 36_501],
    ['minAmount', 0],
    ['maxAmount', 99],
    ['currency', 'inr'],
    ['description', 'x'.repeat(2_001)],
  ])('is refused at its field %s for %s', (field, value) => {
    const { error } = newPlanFields.safeParse({ ...FIELDS, [field]: value })
    expect(error?.issues.map(({ path }) => path)).toEqual([[field]])
  })

  test('may have a return with three decimals', () => {
    expect(newPlanFields.safeParse({ ...FIELDS, roiPercent: 999.999 }).success).toBe(true)
  })
})

test('a change names known fields only', () => {
  expect(planPatch.safeParse({ version: 7 }).success).toBe(false)
  expect(planPatch.parse({ isActive: false })).toEqual({ isActive: false })
})

test('fields and columns lead to each other', () => {
  expect(toColumns({ roiPercent: 3.5, isActive: false, name: undefined })).toEqual({
    roi_percent: 3.5,
    is_active: false,
  })
  const errors = Object.fromEntries(PLAN_FIELDS.map((field) => [COLUMN[field], [field]]))
  expect(toFieldErrors(errors)).toEqual(Object.fromEntries(PLAN_FIELDS.map((field) => [field, [field]])))
})

test('an investment names the version whose terms were seen', () => {
  const input = { planId: crypto.randomUUID(), amount: 100, idempotencyKey: crypto.randomUUID() }
  expect(investInput.safeParse(input).success).toBe(false)
  expect(investInput.safeParse({ ...input, planVersion: 3 }).success).toBe(true)
})

describe('a conflict', () => {
  const current = {
    name: 'Gold',
    description: '',
    roi_percent: 3.5,
    duration_days: 30,
    min_amount: 100,
    max_amount: 200,
    currency: 'INR',
    is_active: true,
  }

  test('brings what the other has saved', () => {
    const error = { code: 'conflict' as const, message: 'x', details: { version: 4, current } }
    expect(planConflict(error)).toMatchObject({ version: 4, current: { roiPercent: 3.5, isActive: true } })
  })

  test('of another kind brings nothing', () => {
    expect(planConflict({ code: 'conflict', message: 'Another plan has this name.' })).toBeNull()
    expect(planConflict({ code: 'not_found', message: 'x', details: { version: 4, current } })).toBeNull()
    expect(planConflict(null)).toBeNull()
  })
})
