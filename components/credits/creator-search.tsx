'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { SearchInput } from '@/components/ui/search-input'
import { useSettled } from '@/components/ui/use-settled'
import { deskPath } from '@/lib/credits/desk-path'

const TYPING_PAUSE_MS = 250

/** Searches by name or address while one types; without scripts, on Enter. */
export function CreatorSearch({ search }: { search: string }) {
  const router = useRouter()
  const [text, setText] = useState(search)
  const [isSearching, startSearch] = useTransition()
  const wanted = useSettled(text, TYPING_PAUSE_MS).trim()

  useEffect(() => {
    if (wanted !== search) startSearch(() => router.replace(deskPath({ search: wanted }), { scroll: false }))
  }, [wanted, search, router])

  return (
    <search className="block border-b p-3">
      <form action="/admin/credits" onSubmit={(event) => event.preventDefault()}>
        <SearchInput
          name="search"
          label="Search by name or e-mail"
          isSearching={isSearching}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  )
}
