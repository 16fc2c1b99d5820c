import { startPrivateStack } from '../../tests/support/stack.ts'
import { type Outcome, runTool } from '../lib/run.ts'

type Advice = { name: string; level: string; detail: string; remediation: string }

/** Says of a database that nobody has used yet that its indexes are unused. */
const MEANINGLESS_HERE = 'unused_index'
/** What the stack keeps in the session of its own connection is not part of the migrations. */
const TEMPORARY = /`pg_temp_\d+\./

/** Applies the migrations to an empty database, then asks it what Supabase's advisors think. */
export async function databaseAdvice(): Promise<Outcome> {
  const stack = await startPrivateStack()
  try {
    const target = `--remote=${stack.status.db_url}`
    const options = ['--level=info', '--fail-on=none', '--output-format=json']
    const result = await runTool({ package: 'supabase' }, ['db', 'advisors', target, ...options])
    return result.ok ? judge(result.stdout) : result
  } finally {
    await stack.stop()
  }
}

function judge(report: string): Outcome {
  const { results } = JSON.parse(report) as { results: Advice[] }
  const advice = results.filter(({ name, detail }) => name !== MEANINGLESS_HERE && !TEMPORARY.test(detail))
  const lines = advice.map((item) => `${item.level}: ${item.detail}\n    ${item.remediation}`)
  return { ok: lines.length === 0, output: lines.join('\n') }
}
