import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../tests/support/free-port.ts'
import { until } from '../../tests/support/until.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Seconds from `npm start` to the first answer of the app, with packages installed and the app built. */
export type StartTime = { firstSeconds: number; warmSeconds: number }

/** Starts twice on one new folder: the first start creates the database, the second finds it. */
export async function measureStart(): Promise<StartTime> {
  const dir = await mkdtemp(join(tmpdir(), 'rowcast-bench-'))
  try {
    return { firstSeconds: await startOnce(dir), warmSeconds: await startOnce(dir) }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function startOnce(dir: string): Promise<number> {
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      STACK_DIR: dir,
      STACK_API_PORT: String(await freePort()),
      STACK_DB_PORT: String(await freePort()),
    },
  })
  const isReady = () =>
    fetch(`http://localhost:${port}/api/health`).then(
      (response) => response.ok,
      () => false,
    )
  await until(isReady, { withinMs: 120_000, what: 'the app to answer' })
  const seconds = (performance.now() - startedAt) / 1000
  child.kill('SIGINT')
  await once(child, 'exit')
  return seconds
}
