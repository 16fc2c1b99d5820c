import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowCommand } from '@/components/ui/grid/grid-keys'
import { extend, NOTHING_CHOSEN, toggle, toggleAll, within } from '@/components/ui/grid/selection'

const NO_MODIFIER = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const ROWS = ['a', 'b', 'c', 'd', 'e']
const anyKey = fc.constantFrom('ArrowDown', 'ArrowUp', 'Home', 'End', ' ', 'Enter', 'Escape', 'a', 'x', 'Tab')

describe('keys', () => {
  test('never lead past the first or the last row', () => {
    fc.assert(
      fc.property(
        anyKey,
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(49),
        (key, shiftKey, count, at) => {
          const command = rowCommand({ ...NO_MODIFIER, key, shiftKey }, at % count, count)
          if (command?.kind !== 'move' && command?.kind !== 'extend') return
          expect(command.to).toBeGreaterThanOrEqual(0)
          expect(command.to).toBeLessThan(count)
          expect(command.kind).toBe(shiftKey ? 'extend' : 'move')
        },
      ),
    )
  })

  test.each([
    ['ArrowDown', { kind: 'move', to: 3 }],
    ['ArrowUp', { kind: 'move', to: 1 }],
    ['Home', { kind: 'move', to: 0 }],
    ['End', { kind: 'move', to: 4 }],
    [' ', { kind: 'toggle' }],
    ['Enter', { kind: 'open' }],
    ['Escape', { kind: 'clear' }],
    ['a', null],
    ['Tab', null],
  ])('%j on the third of five', (key, command) => {
    expect(rowCommand({ ...NO_MODIFIER, key }, 2, 5)).toEqual(command)
  })

  test('with Control or Alt are the browser’s, but for choosing all', () => {
    expect(rowCommand({ ...NO_MODIFIER, ctrlKey: true, key: 'a' }, 2, 5)).toEqual({ kind: 'choose-all' })
    expect(rowCommand({ ...NO_MODIFIER, metaKey: true, key: 'A' }, 2, 5)).toEqual({ kind: 'choose-all' })
    expect(rowCommand({ ...NO_MODIFIER, ctrlKey: true, key: 'ArrowDown' }, 2, 5)).toBeNull()
    expect(rowCommand({ ...NO_MODIFIER, altKey: true, key: 'ArrowDown' }, 2, 5)).toBeNull()
  })
})

describe('a choice', () => {
  test('is taken back by choosing again', () => {
    const once = toggle(NOTHING_CHOSEN, 'b')
    expect([...once.ids]).toEqual(['b'])
    expect([...toggle(once, 'b').ids]).toEqual([])
  })

  test('reaches from where it began to where Shift leads, either way', () => {
    const begun = toggle(NOTHING_CHOSEN, 'c')
    expect([...extend(begun, ROWS, 'e').ids].toSorted()).toEqual(['c', 'd', 'e'])
    expect([...extend(begun, ROWS, 'a').ids].toSorted()).toEqual(['a', 'b', 'c'])
    expect([...extend(NOTHING_CHOSEN, ROWS, 'd').ids]).toEqual(['d'])
  })

  test('of all is let go as a whole, and what is on another page stays', () => {
    const elsewhere = toggle(NOTHING_CHOSEN, 'z')
    const all = toggleAll(elsewhere, ROWS)
    expect([...all.ids].toSorted()).toEqual([...ROWS, 'z'])
    expect([...toggleAll(all, ROWS).ids]).toEqual(['z'])
    expect([...toggleAll(NOTHING_CHOSEN, []).ids]).toEqual([])
  })

  test('holds nothing that cannot be seen', () => {
    const chosen = toggleAll(NOTHING_CHOSEN, ROWS)
    expect([...within(chosen, ['b', 'd', 'x']).ids]).toEqual(['b', 'd'])
    expect(within(toggle(NOTHING_CHOSEN, 'a'), ['b']).anchor).toBeNull()
  })
})
