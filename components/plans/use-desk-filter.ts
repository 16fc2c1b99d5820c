'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { useTyped } from '@/components/ui/use-typed'
import { type DeskFilter, deskPath, parseFilter } from '@/lib/plans/desk-list'

/** Browsers allow some changes of the address in a while, not one for each key. */
const TYPING_PAUSE_MS = 300

/** What the table shows. It is kept in the address, so that going back, a reload and a link show the same. */
export function useDeskFilter() {
  const filter = parseFilter(useSearchParams())
  const { text, settled, field } = useTyped(filter.search, TYPING_PAUSE_MS)

  function setFilter(next: DeskFilter) {
    // All plans are here already: nothing has to be asked of the server.
    window.history.replaceState(null, '', deskPath({ ...next, search: text }))
  }

  useEffect(() => {
    const now = parseFilter(new URLSearchParams(window.location.search))
    if (now.search !== settled) window.history.replaceState(null, '', deskPath({ ...now, search: settled }))
  }, [settled])

  return { filter, setFilter, text, field }
}
