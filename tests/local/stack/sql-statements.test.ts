import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasStatement, lineAt, splitSql, splitSqlFile } from '../../../supabase/local/sql-statements.ts'

function texts(source: string): string[] {
  return splitSqlFile(source).map((statement) => statement.text)
}

describe('splitting SQL', () => {
  it.each([
    ['a plain list', 'select 1; select 2', ['select 1', 'select 2']],
    ['a quoted semicolon', `select ';', 'it''s;'; select 2`, [`select ';', 'it''s;'`, 'select 2']],
    ['an escaped quote', `select E'\\';'; select 2`, [`select E'\\';'`, 'select 2']],
    ['a quoted name', 'select ";" from "a;b"; select 2', ['select ";" from "a;b"', 'select 2']],
    ['a dollar body', 'do $$ begin; end $$; select 2', ['do $$ begin; end $$', 'select 2']],
    ['a tagged dollar body', 'do $a$ $$;$$ $a$; select 2', ['do $a$ $$;$$ $a$', 'select 2']],
    ['parameters', 'select $1; select $2', ['select $1', 'select $2']],
    ['a line comment', 'select 1 -- a; b\n; select 2', ['select 1 -- a; b', 'select 2']],
    ['nested comments', '/* a /* ; */ ; */ select 1; select 2', ['select 1', 'select 2']],
    [
      'a rule with a list',
      'create rule r as do (select 1; select 2); select 3',
      ['create rule r as do (select 1; select 2)', 'select 3'],
    ],
    [
      'an atomic body',
      'create function f() begin atomic select case when a then b end; select 2; end; select 3',
      ['create function f() begin atomic select case when a then b end; select 2; end', 'select 3'],
    ],
    ['a transaction', 'begin; select 1; end', ['begin', 'select 1', 'end']],
    ['nothing but comments', '-- nothing\n/* at all */ ;;', []],
  ])('keeps %s together', (_name, source, expected) => {
    expect(texts(source)).toEqual(expected)
  })

  it('says where a statement begins', () => {
    const source = '-- first\n\nselect 1;\n\n  select 2;'
    expect(splitSqlFile(source).map(({ offset }) => lineAt(source, offset))).toEqual([3, 5])
  })

  it('gives back what waits for more input', () => {
    expect(splitSql("select 1; select 'a;")).toEqual({
      statements: [{ text: 'select 1', offset: 0 }],
      rest: " select 'a;",
    })
    expect(hasStatement(' -- only a comment')).toBe(false)
    expect(hasStatement(' /* not closed')).toBe(true)
  })

  it('finds again any list of statements that was joined by semicolons', () => {
    const piece = fc.constantFrom(
      'select 1',
      "insert into t values ('a;b')",
      'do $x$ begin perform 1; end $x$',
      'select ";"',
      'update t set a = (select 1)',
    )
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.constantFrom(';', ' ;\n', ';\n-- next; one\n', '; /* ; */ '),
        (list, joint) => {
          expect(texts(list.join(joint))).toEqual(list)
        },
      ),
    )
  })
})
