import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { playwrightTally, readTally, vitestTally } from '../../scripts/lib/tally.ts'

const passing = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }

test('skipped and planned tests count as failed', () => {
  expect(vitestTally({ ...passing, numPendingTests: 2, numTodoTests: 1 })).toEqual({ passed: 3, failed: 3 })
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 }
  expect(playwrightTally({ stats, errors: [] })).toEqual({ passed: 4, failed: 3 })
})

test('a test file that could not be loaded counts as failed', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }]
  expect(vitestTally({ ...passing, testResults })).toEqual({ passed: 3, failed: 1 })
})

test('a runner that ends badly without naming a failure counts one, and says so', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  expect(readTally(reportFile(passing), 1, vitestTally)).toEqual({ passed: 3, failed: 1 })
  expect(said).toHaveBeenCalledWith(expect.stringContaining('exit code 1 though no test failed'))
  expect(readTally(reportFile(passing), 0, vitestTally)).toEqual({ passed: 3, failed: 0 })
})

test('a run without a report counts one failure, whatever its exit code', () => {
  expect(readTally('/nowhere/report.json', 0, vitestTally)).toEqual({ passed: 0, failed: 1 })
})

function reportFile(report: unknown): string {
  const dir = mkdtempSync(join(tmpdir(), 'rowcast-report-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const path = join(dir, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}
