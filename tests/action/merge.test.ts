import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acknowledge, choose, type Draft, edit, merge, type Side, startDraft } from '@/lib/merge'

type Record = { name: string; rate: number; isOpen: boolean }

const FIELDS = ['name', 'rate', 'isOpen'] as const
// Few values, so that sides often agree by chance, too.
const record: fc.Arbitrary<Record> = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  rate: fc.constantFrom(1, 2, 3),
  isOpen: fc.boolean(),
})
const sides = fc.tuple(record, record, record)

/** What stands in a form that began with `base` and was changed to `mine`, with nobody else about. */
function typed(base: Record, mine: Record): Draft<Record> {
  return FIELDS.reduce(
    (draft, field) => (mine[field] === base[field] ? draft : edit(draft, base, field, mine[field])),
    startDraft(base),
  )
}

function decideAll(draft: Draft<Record>, theirs: Record, side: (field: keyof Record) => Side) {
  return FIELDS.reduce((now, field) => choose(now, theirs, field, side(field)), draft)
}

describe('three sides', () => {
  test('a form that nobody touched shows what is saved', () => {
    fc.assert(
      fc.property(record, record, (base, theirs) => {
        const { values, conflicts, changed } = merge(startDraft(base), theirs)
        expect({ values, conflicts, changed }).toEqual({ values: theirs, conflicts: [], changed: [] })
      }),
    )
  })

  test('with nobody else about, it shows what was typed, and saving sends just that', () => {
    fc.assert(
      fc.property(record, record, (base, mine) => {
        const { values, conflicts, taken, changed } = merge(typed(base, mine), base)
        expect({ values, conflicts, taken }).toEqual({ values: mine, conflicts: [], taken: [] })
        expect(changed).toEqual(FIELDS.filter((field) => mine[field] !== base[field]))
      }),
    )
  })

  test('what one side alone has changed is merged, and nothing that anyone did is lost unseen', () => {
    fc.assert(
      fc.property(sides, ([base, mine, theirs]) => {
        const { values, conflicts, taken, changed } = merge(typed(base, mine), theirs)
        for (const field of FIELDS) {
          const isMine = mine[field] !== base[field]
          const isTheirs = theirs[field] !== base[field]
          const isConflict = isMine && isTheirs && mine[field] !== theirs[field]
          expect(values[field]).toBe(isMine ? mine[field] : theirs[field])
          expect(conflicts.some((conflict) => conflict.field === field)).toBe(isConflict)
          expect(taken.some((one) => one.field === field)).toBe(isTheirs && !isMine)
          expect(changed.includes(field)).toBe(values[field] !== theirs[field])
        }
      }),
    )
  })

  test('both sides see the same conflicts', () => {
    fc.assert(
      fc.property(sides, ([base, one, other]) => {
        const fieldsOf = (draft: Draft<Record>, theirs: Record) =>
          merge(draft, theirs).conflicts.map(({ field }) => field)
        expect(fieldsOf(typed(base, one), other)).toEqual(fieldsOf(typed(base, other), one))
      }),
    )
  })
})

describe('deciding', () => {
  test('each conflict ends as chosen, everything else as it was', () => {
    fc.assert(
      fc.property(
        sides,
        fc.array(fc.constantFrom<Side>('mine', 'theirs'), { minLength: 3 }),
        (three, chosen) => {
          const [base, mine, theirs] = three
          const draft = typed(base, mine)
          const before = merge(draft, theirs)
          const sideOf = (field: keyof Record) => chosen[FIELDS.indexOf(field)] ?? 'mine'
          const after = merge(decideAll(draft, theirs, sideOf), theirs)
          expect(after.isDecided).toBe(true)
          for (const field of FIELDS) {
            const isConflict = before.conflicts.some((conflict) => conflict.field === field)
            const winner = isConflict && sideOf(field) === 'theirs' ? theirs[field] : before.values[field]
            expect(after.values[field]).toBe(winner)
          }
        },
      ),
    )
  })

  test('a choice is open again once they change the field once more', () => {
    fc.assert(
      fc.property(
        sides,
        record,
        fc.constantFrom<Side>('mine', 'theirs'),
        ([base, mine, theirs], later, side) => {
          const draft = decideAll(typed(base, mine), theirs, () => side)
          for (const conflict of merge(draft, later).conflicts) {
            const isSameConflict = later[conflict.field] === theirs[conflict.field]
            expect(conflict.side).toBe(isSameConflict ? side : null)
          }
        },
      ),
    )
  })

  test('typing after a choice is a choice for what is typed', () => {
    const base = { name: 'a', rate: 1, isOpen: true }
    const theirs = { ...base, rate: 3 }
    const taken = choose(typed(base, { ...base, rate: 2 }), theirs, 'rate', 'theirs')
    expect(merge(taken, theirs).values.rate).toBe(3)
    const again = merge(edit(taken, theirs, 'rate', 5), theirs)
    expect(again.values.rate).toBe(5)
    expect(again.isDecided).toBe(true)
  })

  test('typing alone decides nothing: a conflict that arrives under the hands stays open', () => {
    const base = { name: 'a', rate: 1, isOpen: true }
    const draft = edit(typed(base, { ...base, rate: 2 }), { ...base, rate: 3 }, 'rate', 25)
    const { conflicts, isDecided } = merge(draft, { ...base, rate: 3 })
    expect(conflicts).toEqual([{ field: 'rate', was: 1, mine: 25, theirs: 3, side: null }])
    expect(isDecided).toBe(false)
  })

  test('whoever edits what others have changed has seen it: that is no conflict', () => {
    fc.assert(
      fc.property(record, record, record, (base, theirs, mine) => {
        const draft = FIELDS.reduce((now, field) => edit(now, theirs, field, mine[field]), startDraft(base))
        expect(merge(draft, theirs)).toMatchObject({ values: mine, conflicts: [], taken: [] })
      }),
    )
  })

  test('what was read of their changes is not told again, and is not undone', () => {
    fc.assert(
      fc.property(sides, ([base, mine, theirs]) => {
        const draft = typed(base, mine)
        const before = merge(draft, theirs)
        const after = merge(acknowledge(draft, theirs), theirs)
        expect(after).toEqual({ ...before, taken: [] })
      }),
    )
  })
})

test('values that mean the same are no conflict, and stay as they were typed', () => {
  const isSame = (a: string, b: string) => Number(a) === Number(b)
  const draft = edit(startDraft({ rate: '2.5' }), { rate: '2.5' }, 'rate', '3.50', isSame)
  expect(merge(draft, { rate: '3.5' }, isSame)).toEqual({
    values: { rate: '3.50' },
    conflicts: [],
    taken: [],
    changed: [],
    isDecided: true,
  })
})

test('two people who edit and save at will never overwrite each other unseen', () => {
  const step = fc.record({
    who: fc.constantFrom('asha', 'ben'),
    act: fc.constantFrom('type', 'choose', 'save', 'look'),
    field: fc.constantFrom(...FIELDS),
    value: record,
    side: fc.constantFrom<Side>('mine', 'theirs'),
  })
  fc.assert(
    fc.property(record, fc.array(step, { maxLength: 40 }), (first, steps) => {
      let saved = first
      const forms = { asha: startDraft(first), ben: startDraft(first) }
      // What each has last been shown, which is what a choice or a typed value is about.
      const seen = { asha: first, ben: first }
      for (const { who, act, field, value, side } of steps) {
        if (act === 'look') seen[who] = saved
        if (act === 'type') forms[who] = edit(forms[who], seen[who], field, value[field])
        if (act === 'choose') forms[who] = choose(forms[who], seen[who], field, side)
        if (act !== 'save') continue
        const { values, isDecided, changed } = merge(forms[who], seen[who])
        // SQL refuses a version that is not the current one, the form a conflict without a choice.
        if (seen[who] !== saved || !isDecided) continue
        const before = saved
        saved = values
        for (const name of FIELDS) if (!changed.includes(name)) expect(saved[name]).toBe(before[name])
        seen[who] = saved
        forms[who] = startDraft(saved)
      }
    }),
  )
})
