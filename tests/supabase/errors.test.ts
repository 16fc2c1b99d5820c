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

  it('keeps the cause for the log', () => {
    const cause = { code: '42P01', message: 'relation does not exist' }
    expect(toAppError(cause).cause).toBe(cause)
  })

  it('explains every code in docs/errors.md', async () => {
    const documentation = await readFile('docs/errors.md', 'utf8')
    for (const code of ERROR_CODES) expect(documentation).toContain(`| \`${code}\` |`)
  })
})
