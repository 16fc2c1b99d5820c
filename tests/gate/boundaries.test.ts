import { describe, expect, test } from 'vitest'
import { boundaryViolations } from '../../scripts/check/boundaries.ts'
import { sourceTree } from './source-tree.ts'

const NAMED = 'export const a = 1\n'
const TREE = {
  'lib/result.ts': NAMED,
  'lib/realtime/live-query.ts': NAMED,
  'lib/supabase/db.server.ts': NAMED,
  'lib/supabase/db.admin.server.ts': NAMED,
  'lib/credits/schema.ts': NAMED,
  'lib/credits/queries.server.ts': NAMED,
  'lib/orders/schema.ts': NAMED,
  'components/ui/button.tsx': NAMED,
  'components/orders/order-list.tsx': NAMED,
  'components/credits/balance.tsx': NAMED,
  'supabase/local/stack.ts': NAMED,
}

async function rulesBrokenBy(path: string, target: string): Promise<string[]> {
  const root = sourceTree({ ...TREE, [path]: `import { a } from '@/${target}'\nexport const b = a\n` })
  const violations = await boundaryViolations(root)
  return violations.filter((violation) => violation.startsWith(path))
}

describe('an import across a boundary is an error', () => {
  test.each([
    ['lib/credits/rules.ts', 'lib/orders/schema', 'lib-credits-own-domain'],
    ['lib/credits/rules.ts', 'lib/credits/queries.server', 'lib-credits-server'],
    ['lib/credits/rules.ts', 'components/ui/button', 'lib-credits-no-components'],
    ['lib/credits/actions.ts', 'lib/supabase/db.admin.server', 'service-role'],
    ['lib/realtime/hub.ts', 'lib/credits/schema', 'realtime-core'],
    ['components/ui/badge.tsx', 'lib/result', 'ui-knows-no-domain'],
    ['components/credits/list.tsx', 'components/orders/order-list', 'components-credits-own-components'],
    ['components/credits/list.tsx', 'lib/orders/schema', 'components-credits-lib'],
    ['components/credits/list.tsx', 'lib/credits/queries.server', 'components-credits-no-server'],
    ['supabase/local/api.ts', 'lib/result', 'stack-stands-alone'],
    ['lib/credits/live.ts', 'supabase/local/stack', 'app-ignores-the-stack'],
    ['lib/credits/live.ts', 'lib/credits/missing', 'resolvable'],
  ])('%s → %s: %s', async (path, target, rule) => {
    expect((await rulesBrokenBy(path, target)).join('\n')).toContain(rule)
  })

  test('a cycle of two files is an error', async () => {
    const root = sourceTree({
      'lib/credits/a.ts': "import { b } from './b'\nexport const a = () => b\n",
      'lib/credits/b.ts': "import { a } from './a'\nexport const b = () => a\n",
    })
    expect((await boundaryViolations(root)).filter((line) => line.includes('no-cycles'))).toHaveLength(1)
  })
})

describe('an import along the layers is fine', () => {
  test.each([
    ['lib/credits/live.ts', 'lib/realtime/live-query'],
    ['lib/credits/actions.ts', 'lib/credits/queries.server'],
    ['components/credits/list.tsx', 'components/ui/button'],
    ['components/credits/list.tsx', 'lib/credits/schema'],
    ['app/credits/page.tsx', 'components/credits/balance'],
    ['app/credits/page.tsx', 'lib/credits/queries.server'],
    ['app/api/webhooks/pay/route.ts', 'lib/credits/schema'],
  ])('%s → %s', async (path, target) => {
    expect(await rulesBrokenBy(path, target)).toEqual([])
  })
})

describe('what a page loads first', () => {
  const schema = "import { z } from 'zod'\nexport const a = z\n"
  const lightOf = async (files: Record<string, string>) => {
    const violations = await boundaryViolations(sourceTree({ 'lib/credits/inputs.ts': schema, ...files }))
    return violations.filter((violation) => violation.includes('light-pages'))
  }

  test('is no schema, by whatever way', async () => {
    const ways = await lightOf({
      'lib/credits/rules.ts': "import { a } from './inputs'\nexport const b = a\n",
      'lib/credits/use-rules.ts':
        "'use client'\n\nimport { b } from './rules'\nexport const useRules = () => b\n",
    })
    expect(ways).toEqual([
      expect.stringMatching(
        /^lib\/credits\/use-rules.ts → lib\/credits\/rules.ts → lib\/credits\/inputs.ts → .*zod/,
      ),
    ])
  })

  test.each([
    ['a type', "import type { a } from './inputs'\nexport type A = typeof a\n"],
    ['later', "export const useLater = () => import('./inputs')\n"],
    ['by an action', "import { act } from './actions'\nexport const useAct = () => act\n"],
  ])('may know one as %s', async (_, source) => {
    const action =
      "'use server'\n\nimport { a } from './inputs'\nexport async function act() {\n  return a\n}\n"
    const files = { 'lib/credits/actions.ts': action, 'lib/credits/use-it.ts': `'use client'\n\n${source}` }
    expect(await lightOf(files)).toEqual([])
  })
})
