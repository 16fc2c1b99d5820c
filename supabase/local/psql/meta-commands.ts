import { describeTable, listTables } from './describe-queries.ts'

export type DescribeQuery = { title: string; text: string; values: string[] }

export type MetaCommand =
  | { kind: 'quit' }
  | { kind: 'expanded' }
  | { kind: 'text'; text: string }
  | { kind: 'queries'; queries: DescribeQuery[] }

const help = `\\d             tables and views
\\d name        columns, constraints, policies, triggers of one table
\\dt            tables
\\x             one column a line, on and off
\\q             quit
\\?             this list
A statement ends with a semicolon and may span lines.`

/** Reads a line such as `\d user_credits`. */
export function metaCommand(line: string): MetaCommand {
  const [name = '', argument = ''] = line.trim().replace(/;$/, '').split(/\s+/)
  if (name === '\\q') return { kind: 'quit' }
  if (name === '\\x') return { kind: 'expanded' }
  if (name === '\\d' && argument) return { kind: 'queries', queries: describeTable(argument) }
  if (name === '\\d' || name === '\\dt') {
    return { kind: 'queries', queries: [listTables(name === '\\d' ? ['r', 'p', 'v', 'm'] : ['r', 'p'])] }
  }
  return { kind: 'text', text: name === '\\?' ? help : `Unknown command ${name}. Try \\? for help.` }
}
