'use client'

import { useEffect, useState } from 'react'

/** Long enough to be found by an eye that was elsewhere. */
const MARK_MS = 6_000

/** The value before the last change, for a moment after it; undefined before the first change and after the moment. */
export function useChangeMark<T>(value: T): T | undefined {
  const [mark, setMark] = useState<{ value: T; before: T | undefined }>({ value, before: undefined })
  if (!Object.is(mark.value, value)) setMark({ value, before: mark.value })

  useEffect(() => {
    if (mark.before === undefined) return
    const timer = setTimeout(() => setMark({ value: mark.value, before: undefined }), MARK_MS)
    return () => clearTimeout(timer)
  }, [mark])

  return mark.before
}
