import type { ReactNode } from 'react'

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-6 min-w-6 place-items-center rounded-sm border border-b-2 bg-secondary px-1.5 font-sans text-secondary-foreground text-xs">
      {children}
    </kbd>
  )
}
