'use client'

import { useRouter } from 'next/navigation'
import { type RefObject, useEffect, useEffectEvent, useTransition } from 'react'
import { SearchInput } from './search-input'
import { useTyped } from './use-typed'

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
  const { settled, field } = useTyped(search, TYPING_PAUSE_MS)
  const [isSearching, startSearch] = useTransition()
  const wanted = settled.trim()
  const go = useEffectEvent((next: string) => {
    if (next !== search) startSearch(() => router.replace(hrefOf(next), { scroll: false }))
  })

  useEffect(() => go(wanted), [wanted])

  return (
    <search className="block">
      <form action={action} onSubmit={(event) => event.preventDefault()}>
        <SearchInput ref={inputRef} name="search" label={label} isSearching={isSearching} {...field} />
      </form>
    </search>
  )
}
