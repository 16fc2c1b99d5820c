import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'
import { runCommand } from './command.ts'

let stack: PrivateStack

beforeAll(async () => {
  stack = await startPrivateStack()
})

afterAll(() => stack.stop())

function psql(args: string[], input = '') {
  return runCommand(['psql', ...args], { STACK_DIR: stack.dir, STACK_PSQL: 'own' }, input)
}

describe('our own psql', () => {
  it('connects as postgres and prints an aligned table', async () => {
    const { output, code } = await psql(['-c', 'select current_user as who, 7 as number, null as nothing'])
    expect(code).toBe(0)
    expect(output).toBe(
      [
        '   who    | number | nothing',
        '----------+--------+---------',
        ' postgres |      7 |',
        '(1 row)',
        '',
        '',
      ].join('\n'),
    )
  })

  it('reads statements over several lines, comments and commands from standard input', async () => {
    const { output } = await psql(
      ['-A', '-t'],
      "-- a comment; with a semicolon\nselect\n  'a;b',\n  $$c;d$$;\nselect 2",
    )
    expect(output).toBe('a;b|c;d\n2\n')
  })

  it('prints the tags of changes', async () => {
    const { output } = await psql([], 'create table tagged (id int);\ninsert into tagged values (1), (2);\n')
    expect(output).toBe('CREATE TABLE\nINSERT 0 2\n')
  })

  it('stops at the first error, points at it and says so by its exit code', async () => {
    const { output, errors, code } = await psql(
      [],
      'select 1 as one;\nselect nope from profiles;\nselect 3 as three;',
    )
    expect(code).toBe(1)
    expect(errors).toContain(
      ['ERROR:  column "nope" does not exist', 'LINE 1: select nope from profiles', '               ^'].join(
        '\n',
      ),
    )
    expect(output).toContain('one')
    expect(output).not.toContain('three')
  })

  it('describes tables', async () => {
    const list = await psql(['-A', '-t'], '\\dt')
    expect(list.output).toContain('public|profiles|table|postgres')
    const table = await psql([], '\\d profiles')
    for (const part of [
      'Table "profiles"',
      'display_name',
      'Policies',
      'Publications',
      'supabase_realtime',
    ]) {
      expect(table.output).toContain(part)
    }
  })

  it('shows one column a line when asked', async () => {
    const { output } = await psql(['-x', '-c', 'select 1 as a, 2 as bcd'])
    expect(output).toContain('-[ RECORD 1 ]\na   | 1\nbcd | 2')
  })

  it('is told clearly when the stack does not run', async () => {
    const answer = await runCommand(['psql', '-c', 'select 1'], { STACK_DIR: `${stack.dir}-absent` })
    expect([answer.code, answer.errors]).toEqual([
      1,
      'The stack does not run. Start it: npm start (or npm run stack -- start)\n',
    ])
  })
})
