import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

const RESULTS = fileURLToPath(new URL('../RESULTS.md', import.meta.url))
const HEADER = `# Results

Written by \`npm run bench -- <name>\`, newest last. Every figure stands beside a floor or a rival measured in the same
run: compare within a table, not across machines.
`

export function machine(): string {
  const memoryGiB = Math.round(totalmem() / 2 ** 30)
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU'
  return `${cpus().length} × ${model}, ${memoryGiB} GiB, ${platform()} ${release()}, Node ${process.versions.node}`
}

/** A Markdown table. Numbers are shown with one decimal below 100, none above. */
export function table(head: string[], rows: (string | number)[][]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function cell(value: string | number): string {
  if (typeof value === 'string') return value
  return value.toFixed(Math.abs(value) < 100 ? 1 : 0)
}

/** Prints a section and appends it to `bench/RESULTS.md` with the date and the machine. */
export function report(title: string, body: string): void {
  const date = new Date().toISOString().slice(0, 10)
  const section = `\n## ${title} · ${date}\n\n${machine()}\n\n${body}\n`
  console.log(section)
  if (!existsSync(RESULTS)) writeFileSync(RESULTS, HEADER)
  appendFileSync(RESULTS, section)
}
