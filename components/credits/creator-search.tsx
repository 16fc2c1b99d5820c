'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { Input } from '@/components/ui/input'
import { Spinner } from '@/components/ui/spinner'
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
      <form action="/admin/credits" className="relative" onSubmit={(event) => event.preventDefault()}>
        <span className="pointer-events-none absolute inset-y-0 left-3 grid place-items-center text-muted-foreground">
          {isSearching ? <Spinner /> : <Search aria-hidden className="size-4" />}
        </span>
        <Input
          type="search"
          name="search"
          maxLength={100}
          aria-label="Search by name or e-mail"
          placeholder="Search by name or e-mail"
          className="pl-9"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  )
}
