import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { toCsv } from '@/lib/csv'

function cellsOf(csv: string): string[][] {
  return Papa.parse<string[]>(csv.slice(1), { newline: '\r\n' }).data
}

describe('a CSV file', () => {
  test('begins with the mark by which Excel knows UTF-8, and ends lines as RFC 4180 says', () => {
    expect(toCsv(['Name', 'Total'], [['Ångström', 5]])).toBe('\uFEFFName,Total\r\nÅngström,5')
  })

  test('gives back every text that is no formula', () => {
    const harmless = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(harmless, harmless), { minLength: 1 }), (rows) => {
        expect(cellsOf(toCsv(['a', 'b'], rows)).slice(1)).toEqual(rows)
      }),
    )
  })

  test.each([
    '=1+1',
    '+91 98450 12345',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1',
    ' =1+1',
    '=HYPERLINK("http://127.0.0.1")\nsecond line',
    '＝1+1',
  ])('runs nothing: %j is a text', (text) => {
    expect(cellsOf(toCsv(['a'], [[text]]))[1]).toEqual([`'${text}`])
  })

  test('leaves numbers numbers, also those below zero, and nothing empty', () => {
    expect(cellsOf(toCsv(['a', 'b', 'c'], [[-5, null, true]]))[1]).toEqual(['-5', '', 'true'])
  })
})
