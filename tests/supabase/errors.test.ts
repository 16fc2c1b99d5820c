import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '@/lib/result'
import { toAppError } from '@/lib/supabase/errors'

describe('errors of the database', () => {
  it.each([
    ['PT400', 'invalid_input'],
    ['PT401', 'unauthenticated'],
    ['PT402', 'insufficient_credits'],
    ['PT403', 'forbidden'],
    ['PT404', 'not_found'],
    ['PT409', 'conflict'],
    ['PT429', 'rate_limited'],
  ])('shows the words of our own functions: %s is %s', (code, expected) => {
    expect(toAppError({ code, message: 'Words for a person.' })).toMatchObject({
      code: expected,
      message: 'Words for a person.',
    })
  })

  it.each([
    ['22003', 'invalid_input'],
    ['22P02', 'invalid_input'],
    ['23502', 'invalid_input'],
    ['23514', 'invalid_input'],
    ['23505', 'conflict'],
    ['28000', 'unauthenticated'],
    ['PGRST301', 'unauthenticated'],
    ['PGRST303', 'unauthenticated'],
    ['42501', 'forbidden'],
    ['PGRST116', 'not_found'],
    ['40001', 'unavailable'],
    ['40P01', 'unavailable'],
    ['08006', 'unavailable'],
    ['57014', 'unavailable'],
    ['PGRST003', 'unavailable'],
    ['42P01', 'internal'],
    ['XX000', 'internal'],
  ])('hides the words of Postgres: %s is %s', (code, expected) => {
    const error = toAppError({ code, message: 'relation "secret" violates "constraint"' })
    expect(error.code).toBe(expected)
    expect(error.message).not.toContain('secret')
  })

  it('takes an answer that never came as unavailable', () => {
    expect(toAppError({ code: '', message: 'TypeError: fetch failed' }).code).toBe('unavailable')
  })

  it('names the wrong fields that our own functions name', () => {
    const fields = { name: ['Another plan has this name.'], roi_percent: ['A number.', 'At most 100.'] }
    const details = JSON.stringify({ fields })
    expect(toAppError({ code: 'PT400', message: 'A number.', details }).fields).toEqual(fields)
    expect(toAppError({ code: 'PT409', message: 'Another plan has this name.', details }).fields).toEqual(
      fields,
    )
  })

  it.each([
    ['there is no detail', null],
    ['the detail is prose', 'Key (name)=(x) already exists.'],
    ['the detail tells something else', '{"version": 3, "current": {"name": "x"}}'],
    ['the fields have another shape', '{"fields": {"name": "wrong"}}'],
  ])('names no field when %s', (_, details) => {
    expect(toAppError({ code: 'PT409', message: 'Words.', details }).fields).toBeUndefined()
  })

  it('hands on the other facts that our own functions tell', () => {
    const details = { version: 3, current: { name: 'x' } }
    const error = toAppError({ code: 'PT409', message: 'Words.', details: JSON.stringify(details) })
    expect(error.details).toEqual(details)
    expect(
      toAppError({ code: '23514', message: 'x', details: JSON.stringify(details) }).details,
    ).toBeUndefined()
  })

  it('names no field by the detail of an error that is not ours', () => {
    const details = '{"fields": {"secret": ["Failing row contains (1, x)."]}}'
    expect(toAppError({ code: '23514', message: 'x', details }).fields).toBeUndefined()
  })

  it('keeps the cause for the log', () => {
    const cause = { code: '42P01', message: 'relation does not exist' }
    expect(toAppError(cause).cause).toBe(cause)
  })

  it('explains every code in docs/errors.md', async () => {
    const documentation = await readFile('docs/errors.md', 'utf8')
    for (const code of ERROR_CODES) expect(documentation).toContain(`| \`${code}\` |`)
  })
})
