import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamTool } from './lib/run.ts'
import { add, playwrightTally, readTally, type Tally, vitestTally } from './lib/tally.ts'

/**
 * `npm test`: every test, then one closing line with the sum. `npm test -- credits` runs the files whose path has
 * that word in it.
 */
const filters = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'rowcast-reports-'))
try {
  const { passed, failed } = add(await runVitest(), await runPlaywright())
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
} finally {
  rmSync(reports, { recursive: true, force: true })
}

async function runVitest(): Promise<Tally> {
  const report = join(reports, 'vitest.json')
  const exitCode = await streamTool({ package: 'vitest' }, [
    'run',
    ...filters,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  return readTally(report, exitCode, vitestTally)
}

async function runPlaywright(): Promise<Tally> {
  const report = join(reports, 'playwright.json')
  const exitCode = await streamTool(
    { package: '@playwright/test', program: 'playwright' },
    ['test', ...filters, '--reporter=list,json', '--pass-with-no-tests'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  )
  return readTally(report, exitCode, playwrightTally)
}
