/** `npm start` and `npm run dev`: the embedded Supabase and the app, with one Ctrl-C to stop both. */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { untilToldToStop } from '../supabase/local/commands/start.ts'
import { requireFreePort } from '../supabase/local/ports.ts'
import type { StackStatus } from '../supabase/local/stack.ts'
import { StackError } from '../supabase/local/stack-error.ts'
import { appEnvironment } from './start/app-environment.ts'
import { startAppServer } from './start/app-server.ts'
import { type Backend, startBackend } from './start/backend.ts'
import { build, isBuildCurrent } from './start/build.ts'
import { demoAccounts } from './start/demo-accounts.ts'
import { columns, step } from './start/print.ts'
import { type AppSettings, readSettings } from './start/settings.ts'
import { startWorker } from './start/worker.ts'
import { workerEnvironment } from './start/worker-environment.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

const cleanUps: (() => Promise<void>)[] = []

try {
  const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } })
  const told = untilToldToStop()
  await Promise.race([run(values.dev ? 'dev' : 'start'), told])
  console.log('\nStopping …')
} catch (error) {
  console.error(error instanceof StackError ? `\n${error.message}` : error)
  process.exitCode = 1
}
for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
// What was told to stop while still starting is ended by its guard when this process is gone.
process.exit()

/** Starts everything and returns only by an error, when a part of it ends. */
async function run(mode: 'dev' | 'start'): Promise<never> {
  const settings = readSettings(root)
  await requireFreePort(settings.port, 'app', 'PORT')
  console.log(`\nStarting Rowcast${mode === 'dev' ? ' for development' : ''}\n`)
  const backend = settings.isExternal ? null : await startEmbedded(settings)
  if (backend) cleanUps.push(backend.stop)
  if (mode === 'start' && !isBuildCurrent()) await step('Build of the app', build)
  const environment = backend ? appEnvironment(backend.status, settings.url) : {}
  const app = await step('App', () => startAppServer(mode, settings, environment))
  cleanUps.push(app.stop)
  if (backend) cleanUps.push(startWorker(workerEnvironment(backend.status, settings.url)).stop)
  console.log(summary(settings, backend?.status))

  const ended = [app.exited.then(() => 'The app ended by itself.')]
  if (backend)
    ended.push(
      backend.failed.then(() => 'The database ended by itself: see postgres.log in the folder of the stack.'),
    )
  throw new StackError(await Promise.race(ended))
}

function startEmbedded(settings: AppSettings): Promise<Backend> {
  return step('Embedded Supabase: database, migrations, seed, API', (log) => startBackend(settings.url, log))
}

function summary(settings: AppSettings, status: StackStatus | undefined): string {
  if (!status) return `\n${columns([['App', settings.url]])}\n\n  Ctrl-C stops it.\n`
  const addresses = columns([
    ['App', settings.url],
    ['Studio', status.studio_url],
    ['Mailbox', `${status.api_url}/mailbox`],
    ['Database', status.db_url],
    ['SQL', 'npm run stack -- psql'],
  ])
  const accounts = columns(demoAccounts.map((account) => [account.email, account.role]))
  return `\n${addresses}\n\n  Demo accounts (password ${demoAccounts[0].password})\n${accounts}\n\n  Ctrl-C stops everything.\n`
}
