import { availableParallelism } from 'node:os'
import { STEPS, type Step } from './check/steps.ts'

type Finished = Step & { ok: boolean; output: string; seconds: number }

/** `npm run check`: every step runs, also after one has failed, so that one run shows all there is to mend. */
const only = process.argv.slice(2)
const waiting = STEPS.filter((step) => only.length === 0 || only.some((word) => step.name.includes(word)))
const finished: Finished[] = []

await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, runWaiting))

const failed = finished.filter((step) => !step.ok)
for (const step of failed)
  console.log(`\n── ${step.name} ──\n${step.output.trim()}\n\nMend it with: ${step.remedy}`)
console.log(`\n${finished.length - failed.length} of ${finished.length} checks passed.`)
process.exitCode = failed.length === 0 && finished.length > 0 ? 0 : 1

async function runWaiting(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const result = await timed(step)
    finished.push(result)
    console.log(`${result.ok ? '✓' : '✗'} ${result.name} (${result.seconds.toFixed(1)} s)`)
  }
}

async function timed(step: Step): Promise<Finished> {
  const startedAtMs = performance.now()
  const outcome = await step.run().catch((error: unknown) => ({ ok: false, output: String(error) }))
  return { ...step, ...outcome, seconds: (performance.now() - startedAtMs) / 1000 }
}
