'use client'

import { useRouter } from 'next/navigation'
import { type RefObject, useEffect, useEffectEvent, useState, useTransition } from 'react'
import { SearchInput } from './search-input'
import { useSettled } from './use-settled'

const TYPING_PAUSE_MS = 250

type Props = {
  label: string
  /** What the page searches for now. */
  search: string
  hrefOf: (search: string) => string
  /** The page itself, for the time before scripts have run: there Enter searches. */
  action: string
  inputRef?: RefObject<HTMLInputElement | null>
}

/** A search that is kept in the address. It searches while one types. */
export function UrlSearch({ label, search, hrefOf, action, inputRef }: Props) {
  const router = useRouter()
  const [text, setText] = useState(search)
  const [isSearching, startSearch] = useTransition()
  const wanted = useSettled(text, TYPING_PAUSE_MS).trim()
  const go = useEffectEvent((next: string) => {
    if (next !== search) startSearch(() => router.replace(hrefOf(next), { scroll: false }))
  })

  useEffect(() => go(wanted), [wanted])

  return (
    <search className="block">
      <form action={action} onSubmit={(event) => event.preventDefault()}>
        <SearchInput
          ref={inputRef}
          name="search"
          label={label}
          isSearching={isSearching}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  )
}
