import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import type { Session } from './session.ts'

const historySize = 500

/** Reads statements from a terminal until `\q` or Ctrl-D; Ctrl-C drops what is typed so far. */
export async function runRepl(session: Session, historyFile: string): Promise<void> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: readHistory(historyFile),
    historySize,
    removeHistoryDuplicates: true,
  })
  terminal.on('history', (history) => writeHistory(historyFile, history))
  console.log('Type \\? for help, \\q to quit.')
  let pending = ''
  terminal.on('SIGINT', () => {
    pending = ''
    process.stdout.write('\n')
    showPrompt(terminal, pending)
  })
  showPrompt(terminal, pending)
  for await (const line of terminal) {
    if (pending === '' && line.trimStart().startsWith('\\')) {
      if (!(await session.runMeta(line))) break
    } else {
      pending = (await session.runScript(`${pending}${line}\n`)).rest
    }
    if (session.isClosed) break
    showPrompt(terminal, pending)
  }
  terminal.close()
}

function showPrompt(terminal: Interface, pending: string): void {
  terminal.setPrompt(pending === '' ? 'postgres=> ' : 'postgres-> ')
  terminal.prompt()
}

function readHistory(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

function writeHistory(file: string, history: string[]): void {
  writeFileSync(file, history.join('\n'), { mode: 0o600 })
}
