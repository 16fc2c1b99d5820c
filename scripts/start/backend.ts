import { isReady } from '../../supabase/local/commands/running.ts'
import { loadConfig } from '../../supabase/local/config.ts'
import { migrate } from '../../supabase/local/migrate.ts'
import { findOwner } from '../../supabase/local/owner.ts'
import { placeOf } from '../../supabase/local/place.ts'
import { waitUntil } from '../../supabase/local/processes.ts'
import { loadSecrets } from '../../supabase/local/secrets.ts'
import { type StackStatus, startStack, statusOf } from '../../supabase/local/stack.ts'

export type Backend = {
  status: StackStatus
  /** Resolves when the database ends by itself; never for a stack that somebody else runs. */
  failed: Promise<void>
  stop(): Promise<void>
}

type Log = (line: string) => void

/** The embedded Supabase: the one that runs already for this folder, or one of our own. */
export async function startBackend(siteUrl: string, log: Log): Promise<Backend> {
  return (await joinRunning(log)) ?? (await startOwn(siteUrl, log))
}

async function startOwn(siteUrl: string, log: Log): Promise<Backend> {
  const stack = await startStack({ demo: true, siteUrl, log })
  return { status: stack.status, failed: stack.failed, stop: stack.stop }
}

async function joinRunning(log: Log): Promise<Backend | null> {
  const { dir } = placeOf({}, loadConfig())
  const owner = findOwner(dir)
  if (!owner) return null
  const status = statusOf(
    { dir, apiPort: owner.api_port, dbPort: owner.db_port },
    loadSecrets(dir),
    owner.smtp_port,
  )
  if (!(await waitUntil(() => isReady(status), 30_000, 100))) return null
  log(`using the stack that process ${owner.pid} runs`)
  await migrate({ databaseUrl: status.db_url, demo: true, log })
  return { status, failed: new Promise(() => {}), stop: async () => {} }
}
