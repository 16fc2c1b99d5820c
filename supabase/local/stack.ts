/** Starts and stops the whole embedded Supabase of one folder. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { launchApi } from './api.ts'
import { apiSettings } from './api-settings.ts'
import { bootstrap } from './bootstrap.ts'
import { loadConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { Mailbox } from './mailbox.ts'
import { type MigrateResult, migrate } from './migrate.ts'
import { claimOwnership, findOwner, releaseOwnership } from './owner.ts'
import { apiUrlOf, databaseUrls, placeOf, type StackPlace } from './place.ts'
import { requireFreePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { createRealtime } from './realtime/server.ts'
import { loadSecrets, type Secrets } from './secrets.ts'
import { startSmtp } from './smtp.ts'
import { StackError } from './stack-error.ts'

export type StackOptions = {
  /** Folder of the stack: database, secrets, logs. Default STACK_DIR or `.stack`. */
  dir?: string
  /** Default STACK_API_PORT or the port of config.toml (54321). */
  apiPort?: number
  /** Default STACK_DB_PORT or the port of config.toml (54322). */
  dbPort?: number
  /** Where the app is, for links in mails. Default APP_URL or `site_url` of config.toml. */
  siteUrl?: string
  /** How long access tokens live, in seconds. Default `jwt_expiry` of config.toml. */
  jwtExpiryS?: number
  log?: (line: string) => void
  /** Adds the demo accounts of demo.sql. */
  demo?: boolean
}

export type StackStatus = {
  api_url: string
  db_url: string
  studio_url: string
  publishable_key: string
  secret_key: string
  jwt_secret: string
  /** Where the app hands in its mails; they go into the mailbox. */
  smtp_url: string
  web_push_public_key: string
  web_push_private_key: string
}

export type RunningStack = {
  status: StackStatus
  /** Connection string of the superuser `supabase_admin`: for the stack itself and for tests. */
  superuserUrl: string
  mailboxUrl: string
  migrated: MigrateResult
  /** Resolves when Postgres ends without having been told to. */
  failed: Promise<void>
  stop(): Promise<void>
}

/** Starts everything. Errors: StackError with a sentence for what a person can mend. */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const config = loadConfig()
  const place = placeOf(options, config)
  const { dir, apiPort, dbPort } = place
  const owner = findOwner(dir)
  if (owner) {
    throw new StackError(`The stack of ${dir} runs already (process ${owner.pid}): use it, or stop it first.`)
  }
  await requireFreePort(apiPort, 'API', 'STACK_API_PORT')
  const secrets = loadSecrets(dir)
  const mailbox = new Mailbox()
  const smtp = await startSmtp(mailbox)
  claimOwnership(dir, { api_port: apiPort, db_port: dbPort, smtp_port: smtp.port })

  const cleanUps: (() => void | Promise<void>)[] = [() => releaseOwnership(dir), () => smtp.close()]
  const stop = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  }
  try {
    const settings = apiSettings(place, config, secrets, options)
    const logFile = join(dir, 'api.log')
    rmSync(logFile, { force: true })
    const api = launchApi({ settings, logFile, onMail: (mail) => mailbox.add(mail), log: options.log })
    cleanUps.push(() => api.stop())

    const postgres = await startPostgres({
      dir,
      port: dbPort,
      superuserPassword: secrets.superuser_password,
      log: options.log,
    })
    cleanUps.push(() => postgres.stop())
    const { superuserUrl, postgresUrl } = databaseUrls(dbPort, secrets)
    await bootstrap(superuserUrl, secrets, config.api.auto_expose_new_tables)
    const migrated = await migrate({ databaseUrl: postgresUrl, demo: options.demo, log: options.log })

    const apiStarted = api.start()
    apiStarted.catch(() => {}) // Awaited below; until then its failure must not end the process.
    const realtime = await startRealtime(superuserUrl, secrets, options.log)
    let gateway: Gateway | undefined
    // Together: the gateway is closed only when the last WebSocket is.
    cleanUps.push(async () => void (await Promise.all([realtime.close(), gateway?.close()])))
    await apiStarted
    gateway = await startGateway({
      port: apiPort,
      publishableKey: secrets.publishable_key,
      secretKey: secrets.secret_key,
      mailbox,
      realtime,
      apiPort: () => api.port(),
    })
    return {
      status: statusOf(place, secrets, smtp.port),
      superuserUrl,
      mailboxUrl: `${apiUrlOf(place)}/mailbox`,
      migrated,
      failed: postgres.exited,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Addresses and keys of a stack; `npm run stack -- status --json` prints the lasting ones. */
export function statusOf(place: StackPlace, secrets: Secrets, smtpPort: number): StackStatus {
  const apiUrl = apiUrlOf(place)
  return {
    api_url: apiUrl,
    db_url: databaseUrls(place.dbPort, secrets).postgresUrl,
    studio_url: `${apiUrl}/`,
    publishable_key: secrets.publishable_key,
    secret_key: secrets.secret_key,
    jwt_secret: secrets.jwt_secret,
    smtp_url: `smtp://127.0.0.1:${smtpPort}`,
    web_push_public_key: secrets.vapid_public_key,
    web_push_private_key: secrets.vapid_private_key,
  }
}

function startRealtime(databaseUrl: string, secrets: Secrets, log?: (line: string) => void) {
  return createRealtime({
    databaseUrl,
    jwtSecret: secrets.jwt_secret,
    publishableKey: secrets.publishable_key,
    secretKey: secrets.secret_key,
    log,
  })
}
