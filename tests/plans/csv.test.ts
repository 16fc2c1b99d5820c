import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toColumns } from '@/lib/plans/columns'
import { MAX_FILE_ROWS, readPlanFile } from '@/lib/plans/csv'
import { planFileTemplate, writePlanFile } from '@/lib/plans/csv-write'
import { anyPlan, planFields } from './desk-models'

const HEADER = 'name,description,roi_percent,duration_days,min_amount,max_amount,currency,is_active'
const GOOD = 'Harvest,,4.5,120,2000,200000,,'

function errorsOf(...lines: string[]) {
  return readPlanFile([HEADER, ...lines].join('\n')).rows.map(({ errors }) => errors)
}

describe('a file that was exported', () => {
  test('is read back as the same plans, whatever stands in them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPlan, { minLength: 1, maxLength: 8, selector: ({ name }) => name.toLowerCase() }),
        (plans) => {
          const { rows, problem } = readPlanFile(writePlanFile(plans))
          expect(problem).toBeNull()
          expect(rows.map(({ columns }) => columns)).toEqual(plans.map((plan) => toColumns(plan)))
        },
      ),
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", "''@x", '＝1', '\r=1'])(
    'no cell of it is a formula: %j',
    (text) => {
      const file = writePlanFile([planFields({ name: `Plan`, description: text })])
      const cells = file.split('\n')[1]?.split(',') ?? []
      expect(cells[1]).toMatch(/^"?'/)
      expect(readPlanFile(file).rows[0]?.columns).toMatchObject({ description: text })
    },
  )

  test('says that it is UTF-8, which Excel asks for', () => {
    expect(writePlanFile([planFields()]).startsWith('\ufeff')).toBe(true)
  })
})

test('the template can be imported as it is', () => {
  const { rows, problem } = readPlanFile(planFileTemplate())
  expect(problem).toBeNull()
  expect(rows.map(({ columns }) => columns)).toMatchObject([
    { name: 'Harvest Fund', min_amount: 200_000, max_amount: 20_000_000, is_active: true },
    { name: 'Quiet Start', roi_percent: 1.25, currency: 'INR', description: '' },
  ])
})

describe('each row says what is wrong with it', () => {
  test('which row, which column, why', () => {
    const file = readPlanFile([HEADER, GOOD, 'Bad,,zero,1.5,10,5,RS,perhaps', ''].join('\n'))
    expect(file.rows[0]).toMatchObject({ number: 2, errors: [], columns: { name: 'Harvest' } })
    expect(file.rows[1]).toMatchObject({
      number: 3,
      columns: null,
      errors: [
        { column: 'roi_percent', message: 'Enter a number, such as 2.5.' },
        { column: 'duration_days', message: 'Enter a whole number of days.' },
        { column: 'max_amount', message: 'This is less than the smallest amount.' },
        { column: 'currency', message: 'Use three letters, such as INR.' },
        { column: 'is_active', message: 'Write true or false.' },
      ],
    })
  })

  test('rows are counted as a spreadsheet counts them, empty ones too', () => {
    const { rows } = readPlanFile([HEADER, '', GOOD, ',,,,,,,', 'Other,,1,1,1,1,,'].join('\r\n'))
    expect(rows.map(({ number }) => number)).toEqual([3, 5])
  })

  test('a name that stands above already', () => {
    const errors = errorsOf(GOOD, GOOD.replace('Harvest', ' HARVEST '), GOOD.replace('Harvest', 'Other'))
    expect(errors).toEqual([[], [{ column: 'name', message: 'Row 2 has this name, too.' }], []])
  })

  test('too many cells, and a quotation that does not end', () => {
    expect(errorsOf('A,one, two,1,1,1,1,INR,true')[0]?.at(-1)).toMatchObject({ column: 'row' })
    expect(errorsOf(GOOD, '"Open,,1,1,1,1,,').at(-1)).toEqual([
      { column: 'row', message: 'A quotation mark in this row is not closed.' },
    ])
  })
})

describe('files as people have them', () => {
  test.each([
    ['semicolons, as in Europe', [HEADER, GOOD].join('\n').replaceAll(',', ';')],
    ['tabs, as from a spreadsheet', [HEADER, GOOD].join('\n').replaceAll(',', '\t')],
    ['a mark at the start', `\ufeff${HEADER}\n${GOOD}`],
    ['heads in capitals with blanks', `${HEADER.toUpperCase().replaceAll('_', ' ')}\n${GOOD}`],
    [
      'columns in another order, optional ones left out',
      'max_amount,min_amount,duration_days,roi_percent,name\n200000,2000,120,4.5,Harvest',
    ],
  ])('%s', (_name, text) => {
    expect(readPlanFile(text)).toMatchObject({
      problem: null,
      rows: [{ columns: { name: 'Harvest', roi_percent: 4.5, min_amount: 200_000, currency: 'INR' } }],
    })
  })

  test.each([
    ['nothing', '', /first row must name the columns/],
    ['no heads', GOOD, /first row must name the columns/],
    [
      'a missing column',
      'name,roi_percent,duration_days,min_amount\nA,1,1,1',
      /Missing in the first row: max_amount/,
    ],
    ['a column that plans have not', `${HEADER},colour\n${GOOD},red`, /no column colour/],
    ['a column twice', `${HEADER},name\n${GOOD},B`, /names name twice/],
    ['no rows', HEADER, /no rows/],
    ['another encoding', `${HEADER}\nCaf\ufffd,,1,1,1,1,,`, /UTF-8/],
    [
      'too many rows',
      [HEADER, ...Array.from({ length: MAX_FILE_ROWS + 1 }, (_, n) => `P${n},,1,1,1,1,,`)].join('\n'),
      /at most 5000/,
    ],
  ])('%s is refused as a whole, and why', (_name, text, why) => {
    const { rows, problem } = readPlanFile(text)
    expect(rows).toEqual([])
    expect(problem).toMatch(why)
  })
})
