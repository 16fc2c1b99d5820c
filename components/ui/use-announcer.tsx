'use client'

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'

/** What comes within this time is said together. */
const GATHER_MS = 700

/** More sentences than this are summed up. */
const MOST_SENTENCES = 3

/** A polite live region to put on the page, and how to say something there. */
export function useAnnouncer(): { region: ReactNode; announce: (sentences: string[]) => void } {
  const [text, setText] = useState('')
  const waiting = useRef<string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])

  const announce = useCallback((sentences: string[]) => {
    if (sentences.length === 0) return
    waiting.current.push(...sentences)
    timer.current ??= setTimeout(() => {
      setText(inOne(waiting.current))
      waiting.current = []
      timer.current = undefined
    }, GATHER_MS)
  }, [])

  const region = (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
  return { region, announce }
}

function inOne(sentences: string[]): string {
  if (sentences.length <= MOST_SENTENCES) return sentences.join(' ')
  return `${sentences.length} changes. The last: ${sentences.at(-1)}`
}
