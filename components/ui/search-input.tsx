import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Input } from './input'
import { Spinner } from './spinner'

type SearchInputProps = Omit<ComponentProps<typeof Input>, 'type' | 'placeholder' | 'aria-label'> & {
  /** What can be searched for, said in the field and to screen readers. */
  label: string
  isSearching?: boolean
}

/** A search field with its sign, which turns while the search is under way. */
export function SearchInput({ label, isSearching = false, className, ...input }: SearchInputProps) {
  return (
    <span className="relative block">
      <span className="pointer-events-none absolute inset-y-0 left-3 grid place-items-center text-muted-foreground">
        {isSearching ? <Spinner /> : <Search aria-hidden className="size-4" />}
      </span>
      <Input
        type="search"
        maxLength={100}
        aria-label={label}
        placeholder={label}
        className={cn('pl-9', className)}
        {...input}
      />
    </span>
  )
}
