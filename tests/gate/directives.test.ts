import { expect, test } from 'vitest'
import { directiveViolations } from '../../scripts/check/directives.ts'
import { sourceTree } from './source-tree.ts'

test('files that say where they run in name and first line pass', () => {
  const root = sourceTree({
    'lib/credits/queries.server.ts': "import 'server-only'\nimport { z } from 'zod'\n",
    'lib/credits/actions.ts': "'use server'\n\nexport async function a() {}\n",
    'lib/credits/use-credits.ts': "'use client'\nexport function useCredits() {}\n",
    'lib/realtime/provider.client.tsx': "/** Why. */\n'use client'\nexport const a = 1\n",
    'lib/env.ts': 'export const url = process.env.URL\n',
  })
  expect(directiveViolations(root)).toEqual([])
})

test.each([
  ['lib/credits/queries.server.ts', 'export const a = 1\n', "imports 'server-only'"],
  ['lib/credits/actions.ts', 'export async function a() {}\n', "begins with 'use server'"],
  [
    'lib/credits/rules.ts',
    "'use server'\nexport async function a() {}\n",
    "only actions.ts says 'use server'",
  ],
  ['app/page.tsx', "export async function a() {\n  'use server'\n}\n", "only actions.ts says 'use server'"],
  ['lib/credits/use-credits.ts', 'export function useCredits() {}\n', "begin with 'use client'"],
  ['components/credits/badge.client.tsx', 'export const a = 1\n', "begin with 'use client'"],
  ['lib/credits/rules.ts', 'export const url = process.env.URL\n', 'reads process.env'],
])('%s with %j breaks a rule', (path, source, message) => {
  expect(directiveViolations(sourceTree({ [path]: source }))).toEqual([
    expect.stringMatching(new RegExp(`^${path}: .*${message}`)),
  ])
})
