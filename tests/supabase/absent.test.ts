import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as absent from '@/lib/supabase/absent'
import config from '@/next.config'

const PACKAGES = ['functions-js', 'postgrest-js', 'storage-js'].map((name) => `@supabase/${name}`)

test('every name that supabase-js imports of the absent parts is there', async () => {
  const source = await readFile('node_modules/@supabase/supabase-js/dist/index.mjs', 'utf8')
  for (const name of PACKAGES) {
    const names = new RegExp(`import \\{([^}]+)\\} from "${name}"`).exec(source)?.[1]?.split(',') ?? []
    expect(names.length).toBeGreaterThan(0)
    expect(Object.keys(absent)).toEqual(expect.arrayContaining(names.map((imported) => imported.trim())))
  }
})

test('they are absent from bundles for the browser alone', () => {
  const aliases = config.turbopack?.resolveAlias ?? {}
  expect(Object.keys(aliases).toSorted()).toEqual(PACKAGES)
  for (const name of PACKAGES) expect(Object.keys(aliases[name] ?? {})).toEqual(['browser'])
})
