import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { heavyBrowserImports } from './browser-imports.ts'
import { zones } from './zones.ts'

const SOURCES = ['app', 'components', 'lib', 'supabase', 'proxy.ts', 'scripts', 'bench', 'tests']

/** Every import that crosses a zone of `zones.ts` the wrong way, or makes pages heavy, as `file → file: why`. */
export async function boundaryViolations(root: string): Promise<string[]> {
  const { output } = await cruise(
    SOURCES.filter((path) => existsSync(join(root, path))),
    {
      baseDir: root,
      ruleSet: { forbidden: zones(root) },
      validate: true,
      tsPreCompilationDeps: true,
      combinedDependencies: false,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^(\\.next|\\.stack)/' },
    },
    {
      alias: { '@': root },
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  )
  const comments = new Map(zones(root).map((zone) => [zone.name, zone.comment]))
  const { summary, modules } = output as ICruiseResult
  const crossings = summary.violations.map(
    ({ from, to, rule }) => `${from} → ${to}\n    ${rule.name}: ${comments.get(rule.name)}`,
  )
  return [...crossings, ...heavyBrowserImports(root, modules)]
}
