'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'

const MOVE_MS = 250

/** Rows (`data-row`) that stand elsewhere than a moment ago slide to their new place, unless less motion is wanted. */
export function useMovingRows(body: RefObject<HTMLElement | null>): void {
  const tops = useRef(new Map<string, number>())

  // After every render: only then is it known where the rows stand.
  useLayoutEffect(() => {
    const element = body.current
    // Out of sight they stand nowhere: what counts is where they were seen last.
    if (element === null || element.offsetParent === null) return
    const before = tops.current
    const isCalm = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true
    tops.current = new Map()
    for (const row of element.querySelectorAll<HTMLElement>('[data-row]')) {
      const id = row.dataset.row ?? ''
      tops.current.set(id, row.offsetTop)
      const distance = (before.get(id) ?? row.offsetTop) - row.offsetTop
      if (distance === 0 || isCalm) continue
      row.animate([{ transform: `translateY(${distance}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: 'ease-out',
      })
    }
  })
}
