'use client'

import { type KeyboardEvent, type MouseEvent, type RefObject, useRef, useState } from 'react'
import { rowCommand } from './grid-keys'
import { extend, NOTHING_CHOSEN, type Selection, toggle, toggleAll, within } from './selection'

type RowProps = {
  'data-row': string
  'aria-selected': boolean
  tabIndex: number
  onFocus: () => void
}

export type Grid = {
  body: RefObject<HTMLTableSectionElement | null>
  /** For the element around the rows. */
  bodyProps: { onKeyDown: (event: KeyboardEvent) => void }
  rowProps: (id: string) => RowProps
  /** For the box in front of a row: with Shift it chooses a stretch. */
  onBoxClick: (id: string, event: MouseEvent) => void
  chosen: ReadonlySet<string>
  toggleAll: () => void
  clear: () => void
  /** Chooses exactly these. */
  choose: (ids: string[]) => void
  /** Puts the focus on the current row, as after `/` or when a drawer closes. */
  focus: () => void
}

/**
 * Rows that are walked with the arrows and chosen with Space; one of them is in the tab order. What is current and
 * chosen is known by id, so it stays with its row when rows move. A row that leaves is no longer chosen.
 */
export function useGrid(order: string[], onOpen: (id: string) => void): Grid {
  const body = useRef<HTMLTableSectionElement>(null)
  const [wanted, setCurrent] = useState<string | null>(null)
  const [held, setSelection] = useState<Selection>(NOTHING_CHOSEN)
  const selection = within(held, order)
  const current = wanted !== null && order.includes(wanted) ? wanted : (order[0] ?? null)

  function focusRow(id: string | null) {
    const rows = body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []
    for (const row of rows) if (row.dataset.row === id) row.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    // A control inside a row has keys of its own.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return
    const index = order.indexOf(event.target.dataset.row)
    const id = order[index]
    const command = rowCommand(event, index, order.length)
    if (command === null || id === undefined) return
    event.preventDefault()
    switch (command.kind) {
      case 'move':
        return focusRow(order[command.to] ?? null)
      case 'extend': {
        const target = order[command.to] ?? id
        const from = selection.anchor === null ? { ...selection, anchor: id } : selection
        setSelection(extend(from, order, target))
        return focusRow(target)
      }
      case 'toggle':
        return setSelection(toggle(selection, id))
      case 'open':
        return onOpen(id)
      case 'choose-all':
        return setSelection(toggleAll(selection, order))
      case 'clear':
        return setSelection(NOTHING_CHOSEN)
    }
  }

  return {
    body,
    bodyProps: { onKeyDown },
    rowProps: (id) => ({
      'data-row': id,
      'aria-selected': selection.ids.has(id),
      tabIndex: id === current ? 0 : -1,
      onFocus: () => setCurrent(id),
    }),
    onBoxClick: (id, event) => {
      setCurrent(id)
      setSelection(event.shiftKey ? extend(selection, order, id) : toggle(selection, id))
    },
    chosen: selection.ids,
    toggleAll: () => setSelection(toggleAll(selection, order)),
    clear: () => setSelection(NOTHING_CHOSEN),
    choose: (ids) => setSelection({ ids: new Set(ids), anchor: null }),
    focus: () => focusRow(current),
  }
}
