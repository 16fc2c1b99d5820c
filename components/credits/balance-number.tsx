'use client'

import { useState } from 'react'
import { useSettled } from '@/components/ui/use-settled'
import { formatCredits } from '@/lib/credits/words'
import { formatCount } from '@/lib/format'

const ANNOUNCE_AFTER_MS = 700

/** The balance. Digits that change slide in, unless less motion is wished for; a burst is announced once. */
export function BalanceNumber({ value }: { value: number }) {
  const settled = useSettled(value, ANNOUNCE_AFTER_MS)
  const entrance = useEntrance(value)

  return (
    <>
      <span aria-hidden data-testid="balance" className="inline-flex overflow-hidden tabular-nums">
        {digits(value).map(({ key, digit }) => (
          <span
            key={key}
            className={`inline-block transition duration-300 motion-reduce:transition-none ${entrance}`}
          >
            {digit}
          </span>
        ))}
      </span>
      <span role="status" className="sr-only">
        Balance: {formatCredits(settled)}
      </span>
    </>
  )
}

/** Digits with keys counted from the right, so that 99 → 100 and 100 → 101 move only what differs. */
function digits(value: number): { key: string; digit: string }[] {
  const characters = [...formatCount(value)]
  return characters.map((digit, index) => ({ key: `${characters.length - index}:${digit}`, digit }))
}

/** Where new digits come from: below when the value rises, above when it falls, nowhere at first. */
function useEntrance(value: number): string {
  const [last, setLast] = useState({ value, entrance: '' })
  if (last.value === value) return last.entrance
  const from = value > last.value ? 'starting:translate-y-2/5' : 'starting:-translate-y-2/5'
  const entrance = `starting:opacity-0 ${from}`
  setLast({ value, entrance })
  return entrance
}
