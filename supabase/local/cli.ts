/** `npm run stack -- <command>`: the embedded Supabase from a terminal. */
import { parseArgs } from 'node:util'
import { StackError } from './stack-error.ts'

const usage = `Usage: npm run stack -- <command>

  start [--demo]     run the stack in the foreground (npm start runs it with the app)
  stop               stop it from another terminal
  status [--json]    addresses and keys of the running stack
  reset [--demo]     empty the database, then migrations and seed
  migrate            apply new migrations, to a running stack as well
  types [--check]    generate lib/supabase/database.types.ts from the migrations
  psql [-c sql] …    SQL as role postgres; reads statements from standard input when it is no terminal

STACK_DIR (.stack), STACK_API_PORT (54321) and STACK_DB_PORT (54322) choose another stack.`

// Each command is loaded when it is asked for, so that `status` and `psql` start at once.
const commands = new Map<string, (args: string[]) => Promise<void>>([
  ['start', async (args) => (await import('./commands/start.ts')).start({ demo: flag(args, 'demo') })],
  ['stop', async () => (await import('./commands/stop.ts')).stop()],
  [
    'status',
    async (args) => (await import('./commands/status.ts')).printStatus({ json: flag(args, 'json') }),
  ],
  ['reset', async (args) => (await import('./commands/reset.ts')).reset({ demo: flag(args, 'demo') })],
  [
    'migrate',
    async (args) => (await import('./commands/migrate.ts')).migrateStack({ demo: flag(args, 'demo') }),
  ],
  [
    'types',
    async (args) => (await import('./commands/types.ts')).generateTypes({ check: flag(args, 'check') }),
  ],
  ['psql', async (args) => (await import('./commands/psql.ts')).psql(args)],
])

const [name = 'help', ...args] = process.argv.slice(2)
const command = commands.get(name)
try {
  if (command) await command(args)
  else showUsage(name)
} catch (error) {
  if (!(error instanceof StackError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function showUsage(asked: string): void {
  const isHelp = ['help', '--help', '-h'].includes(asked)
  if (!isHelp) console.error(`There is no command "${asked}".\n`)
  console.log(usage)
  process.exitCode = isHelp ? 0 : 2
}

function flag(given: string[], option: string): boolean {
  try {
    const { values } = parseArgs({ args: given, options: { [option]: { type: 'boolean', default: false } } })
    return values[option] === true
  } catch {
    throw new StackError(`${given.join(' ')} is not understood here.\n\n${usage}`)
  }
}
