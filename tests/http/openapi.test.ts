import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { OPERATIONS } from '@/app/api/operations'
import { openApiDocument } from '@/lib/action/openapi'
import { describedOperations, faultsOf } from './description'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Parts of the app that answer HTTP without being an interface for others: who calls them has said how. */
const NOT_DESCRIBED = [
  /^\/api\/health$/,
  /^\/api\/openapi\.json$/,
  /^\/api\/\[\.\.\.unknown\]$/,
  /^\/api\/webhooks\//,
  /^\/api\/notices\/unsubscribe$/,
]

test('docs/openapi.json says what the routes check by', async () => {
  const text = `${JSON.stringify(openApiDocument(OPERATIONS), null, 2)}\n`
  await expect(text, 'docs/openapi.json is out of date. Mend it with: npm run openapi').toMatchFileSnapshot(
    '../../docs/openapi.json',
  )
})

test('every route under /api is described, and nothing else is', () => {
  const files = globSync('app/api/**/route.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'))
  const routes = files
    .map((file) => file.replace(/^app/, '').replace(/\/route\.ts$/, ''))
    .filter((path) => !NOT_DESCRIBED.some((hidden) => hidden.test(path)))
    .map((path) => path.replaceAll(/\[(\w+)\]/g, '{$1}'))
  expect(new Set(OPERATIONS.map(({ path }) => path))).toEqual(new Set(routes))
})

test('the names in a path are those of its parameters', () => {
  for (const { path, params } of OPERATIONS) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const checked = params ? Object.keys((params as unknown as { shape: object }).shape) : []
    expect(checked, path).toEqual(named)
  }
})

test('no two operations share method and path, and each refusal is a problem', () => {
  const operations = describedOperations()
  expect(new Set(operations.map(({ name }) => name)).size).toBe(OPERATIONS.length)
  const problem = { title: 'Not Found', status: 404, detail: 'Gone.', code: 'not_found', type: 'about:blank' }
  for (const { answers } of operations) {
    for (const { status, type, schema } of answers.filter((answer) => answer.status >= 400)) {
      expect(type, String(status)).toBe('application/problem+json')
      expect(faultsOf(schema ?? {}, problem)).toEqual([])
    }
  }
})
