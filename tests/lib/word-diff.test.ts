import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DiffPart, diffWords } from '@/lib/word-diff'

const text = fc
  .array(fc.constantFrom('the', 'plan', 'earns', 'more', '\n', '  ', 'now.'), { maxLength: 30 })
  .map((words) => words.join(' '))

function side(parts: DiffPart[], kind: DiffPart['kind']): string {
  return parts.map((part) => (part.kind === 'same' || part.kind === kind ? part.text : '')).join('')
}

describe('a difference by words', () => {
  test('holds both texts, letter by letter', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after)
        expect(side(parts, 'gone')).toBe(before)
        expect(side(parts, 'new')).toBe(after)
      }),
    )
  })

  test('of a text and itself is the text', () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(diffWords(same, same)).toEqual(same === '' ? [] : [{ kind: 'same', text: same }])
      }),
    )
  })

  test('never has two stretches of one kind in a row', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const kinds = diffWords(before, after).map(({ kind }) => kind)
        for (const [index, kind] of kinds.entries()) expect(kinds[index + 1]).not.toBe(kind)
      }),
    )
  })

  test('marks only what changed', () => {
    expect(
      diffWords('Lent to city transport, paid back soon.', 'Lent to city schools, paid back soon.'),
    ).toEqual([
      { kind: 'same', text: 'Lent to city ' },
      { kind: 'gone', text: 'transport, ' },
      { kind: 'new', text: 'schools, ' },
      { kind: 'same', text: 'paid back soon.' },
    ])
  })

  test('of very long texts is one change', () => {
    const long = 'word '.repeat(1500)
    expect(diffWords(long, `${long}more`).map(({ kind }) => kind)).toEqual(['gone', 'new'])
  })
})
