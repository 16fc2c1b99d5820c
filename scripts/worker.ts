/** `npm run worker`: sends what the outbox holds, e-mails and pushes, until it is told to stop. Any number may run. */
import { fileURLToPath } from 'node:url'
import { untilToldToStop } from '../supabase/local/commands/start.ts'
import { StackError } from '../supabase/local/stack-error.ts'
import { startChores } from './worker/chores.ts'
import { createMailer } from './worker/mailer.ts'
import { connectNotices } from './worker/notices.ts'
import { createPusher } from './worker/pusher.ts'
import { readWorkerSettings } from './worker/settings.ts'
import { createWorker } from './worker/worker.ts'

const log = (line: string) => console.log(`worker: ${line}`)

try {
  const told = untilToldToStop()
  const settings = readWorkerSettings(fileURLToPath(new URL('../', import.meta.url)))
  const notices = connectNotices(settings)
  const worker = createWorker({
    notices,
    send: { email: createMailer(settings), push: createPusher(settings) },
    leaseSeconds: settings.leaseSeconds,
    log,
  })
  notices.onQueued(worker.wake)
  worker.start()
  const chores = startChores(settings, log)
  log('ready')
  await told
  chores.stop()
  await worker.stop()
  await notices.close()
} catch (error) {
  console.error(error instanceof StackError ? error.message : error)
  process.exitCode = 1
}
// A mail server that answers slowly keeps its connection open: what it was given has been settled.
process.exit()
