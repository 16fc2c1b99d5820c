'use client'

import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { type Browse, browsePath, readBrowse } from './browse'

/** What is looked for, kept in the address without a request: the whole catalog is here already. */
export function useBrowse(): [Browse, (change: Partial<Browse>) => void] {
  const params = useSearchParams()
  const [browse, setBrowse] = useState(() => readBrowse((name) => params.get(name)))

  function change(part: Partial<Browse>) {
    const next = { ...browse, ...part }
    setBrowse(next)
    window.history.replaceState(null, '', browsePath(next))
  }

  return [browse, change]
}
