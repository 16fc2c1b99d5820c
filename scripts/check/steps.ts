import { type Outcome, ROOT, runScript, runTool } from '../lib/run.ts'
import { boundaryViolations } from './boundaries.ts'
import { databaseAdvice } from './database.ts'
import { directiveViolations } from './directives.ts'

/** `remedy`: the command, or the words, that mend a failure of this step. */
export type Step = { name: string; remedy: string; run: () => Promise<Outcome> }

export const STEPS: Step[] = [
  {
    name: 'types',
    remedy: 'the messages above name file and line',
    run: typeCheck,
  },
  {
    name: 'generated database types',
    remedy: 'npm run types',
    run: () => runScript('supabase/local/cli.ts', ['types', '--check']),
  },
  {
    name: 'database advisors',
    remedy: 'a new migration; the messages above link to an explanation each',
    run: databaseAdvice,
  },
  {
    name: 'format and lint',
    remedy: 'npm run format',
    run: () => runTool({ package: '@biomejs/biome', program: 'biome' }, ['ci', '--colors=off', '.']),
  },
  {
    name: 'boundaries',
    remedy: 'the sentence under each import (the zones are in scripts/check/zones.ts)',
    run: async () => outcome(await boundaryViolations(ROOT)),
  },
  {
    name: 'names and directives',
    remedy: 'rename the file, or change its first line',
    run: async () => outcome(directiveViolations(ROOT)),
  },
  {
    name: 'unused code',
    remedy: 'delete what nothing uses',
    run: () => runTool({ package: 'knip' }, ['--no-progress', '--treat-config-hints-as-errors']),
  },
  {
    name: 'lockfile for every platform',
    remedy: 'node scripts/lockfile.ts',
    run: () => runScript('scripts/lockfile.ts', ['--check']),
  },
  {
    name: 'migrations',
    remedy: 'the help under each message',
    run: () => runTool({ package: 'squawk-cli', program: 'squawk' }, ['supabase/migrations/*.sql']),
  },
]

/** Next's own types first: they say which props and routes a page has. */
async function typeCheck(): Promise<Outcome> {
  const routes = await runTool({ package: 'next' }, ['typegen'])
  if (!routes.ok) return routes
  return runTool({ package: 'typescript', program: 'tsc' }, ['--noEmit', '--pretty', 'false'])
}

function outcome(violations: string[]): Outcome {
  return { ok: violations.length === 0, output: violations.join('\n') }
}
