import { readFileSync } from 'node:fs'

export type Tally = { passed: number; failed: number }

/** The fields used of Vitest's JSON report. */
type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** The fields used of Playwright's JSON report. */
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

/** A skipped test counts as failed: it shows nothing. So does a file that could not be loaded. */
export function vitestTally(report: VitestReport): Tally {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numPendingTests + report.numTodoTests + unloaded.length,
  }
}

/** A test that passed only when repeated counts as failed, like one that was skipped. */
export function playwrightTally({ stats, errors }: PlaywrightReport): Tally {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length }
}

/** Reads a runner's report. A run that ended badly without naming a failure, or without a report, counts one. */
export function readTally<Report>(path: string, exitCode: number, count: (report: Report) => Tally): Tally {
  const tally = readOrNone(path, count)
  if (exitCode === 0 || tally.failed > 0) return tally
  console.error(
    `The runner ended with exit code ${exitCode} though no test failed: an error outside of the tests.`,
  )
  return { ...tally, failed: 1 }
}

function readOrNone<Report>(path: string, count: (report: Report) => Tally): Tally {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')) as Report)
  } catch {
    return { passed: 0, failed: 1 }
  }
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed }
}
