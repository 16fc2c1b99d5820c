'use client'

import { type ChangeEvent, useEffect, useState } from 'react'

/**
 * What stands in a text field, and what it has settled at: as it is after a pause of `pauseMs`, or once the field is
 * left. So nothing that follows from it comes later than what a person does next, such as following a link.
 */
export function useTyped(initial: string, pauseMs: number) {
  const [text, setText] = useState(initial)
  const [settled, setSettled] = useState(initial)

  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text, pauseMs])

  return {
    text,
    settled,
    /** For the input element. */
    field: {
      value: text,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => setText(target.value),
      onBlur: () => setSettled(text),
    },
  }
}
