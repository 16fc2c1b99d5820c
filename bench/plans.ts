import { report, table } from './lib/report.ts'
import { type Desks, type DesksResult, measureDesks } from './plans/desks.ts'
import { measureTerms, type TermsResult } from './plans/terms.ts'
import { type Audience, type AudienceResult, measureViewers } from './plans/viewers.ts'

/**
 * `npm run bench -- plans [terms] [desks] [viewers] [investments=10000] [tables=20] [readers=1000] [pages=500]`: all
 * parts, or those named.
 */
export async function run(options: string[]): Promise<void> {
  const parts = options.filter((option) => !option.includes('='))
  const wants = (part: string) => parts.length === 0 || parts.includes(part)
  const size = (name: string, usual: number) =>
    Number(options.find((option) => option.startsWith(`${name}=`))?.split('=')[1] ?? usual)
  const audience = { readers: size('readers', 1_000), viewers: size('pages', 500) }
  const sections: string[] = []
  if (wants('terms')) sections.push(describeTerms(await measureTerms(size('investments', 10_000))))
  const open = { desks: size('tables', 20), investments: size('investments', 10_000) }
  if (wants('desks')) sections.push(describeDesks(open, await measureDesks(open)))
  if (wants('viewers')) sections.push(describeViewers(audience, await measureViewers(audience)))
  report('plans', sections.join('\n\n'))
}

function describeTerms(result: TermsResult): string {
  const { investments, changeMs, floorMs, oneByOneMs, sent, triggers, reads, mixed, changedByFailure } =
    result
  const ran = triggers.map(({ name, calls, ms }) => [name, String(calls), ms])
  return `### A change of return and duration, with ${investments.toLocaleString('en')} active investments

One transaction; medians of five runs. The client sends ${sent} statement; the triggers of \`plans\` run as below, each once,
and one of them changes all investments by one UPDATE. Another connection that read all the time (${reads} reads) found
old and new terms side by side ${mixed} times. A change that failed at the last investment left ${changedByFailure} rows changed.

${table(
  ['what', 'ms'],
  [
    ['the change, triggers and commit included', changeMs],
    ['floor: the same rows by one UPDATE of their own', floorMs],
    ['one row at a time from a client', oneByOneMs],
  ],
)}

${table(['trigger', 'runs', 'ms'], ran)}`
}

function describeDesks({ desks, investments }: Desks, results: DesksResult[]): string {
  const rows = results.map(({ table, events, knownMs, nextMs, cpuMs }) => [
    `\`${table}\``,
    String(events),
    knownMs,
    nextMs,
    cpuMs,
  ])
  return `### ${desks} open tables of administrators, and new terms for ${investments.toLocaleString('en')} investments

Each table watches \`plans\` and what is named. Right after the terms one amount changes: the time until every table knows
of that is what the change before it costs whoever waits. CPU is of Postgres and Realtime.

${table(
  [
    'watched beside `plans`',
    'events a table',
    'new terms known (ms)',
    'the next change known (ms)',
    'server CPU (ms)',
  ],
  rows,
)}`
}

function describeViewers(audience: Audience, results: AudienceResult[]): string {
  const rows = results.map(({ name, clients, known, missedFinal, cores, memoryMb }) => [
    name,
    String(clients),
    clients === 0 ? '–' : known.p50,
    clients === 0 ? '–' : known.p95,
    String(missedFinal),
    clients === 0 ? '–' : cores.toFixed(2),
    memoryMb,
  ])
  return `### ${audience.readers.toLocaleString('en')} event streams and ${audience.viewers} open pages while an admin edits 10 times a second

20 seconds each; from issuing an edit until a client knows it. All clients share one process beside the servers, on the
same two cores. A stream gets every version; a page hears that the plan is stale and reads the list again, at most every
150 to 300 ms, as the hook does. CPU (in cores) and private memory are of the app, Realtime, REST and Postgres together.

${table(
  [
    'audience',
    'clients',
    'known p50 (ms)',
    'p95 (ms)',
    'missed the final state',
    'server CPU (cores)',
    'server memory (MB)',
  ],
  rows,
)}`
}
