'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './button'

type Props = {
  title: ReactNode
  /** Beside the title, such as who else is here. */
  aside?: ReactNode
  onClose: () => void
  children: ReactNode
}

/**
 * Something opened from a list that stays in use: beside it on wide screens, in its place on narrow ones (where the
 * list must hide itself). Not modal. Takes the focus when it opens; Escape closes it.
 */
export function SidePanel({ title, aside, onClose, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()

  // Scrolls to it where the panel has taken the place of a list that one had scrolled down.
  useEffect(() => heading.current?.focus(), [])

  return (
    <aside
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || isInDialog(event.target)) return
        event.preventDefault()
        onClose()
      }}
      className="slide-in flex flex-col border bg-card max-lg:rounded-xl lg:fixed lg:inset-y-0 lg:right-0 lg:z-20 lg:w-md lg:overflow-y-auto lg:border-y-0 lg:border-r-0 lg:shadow-xl"
    >
      <header className="sticky top-0 z-10 flex items-start gap-3 border-b bg-card/95 px-5 py-3 backdrop-blur max-lg:top-16 max-lg:rounded-t-xl sm:px-6">
        <div className="grid min-w-0 flex-1 gap-1 pt-2">
          <h2
            ref={heading}
            id={id}
            tabIndex={-1}
            className="truncate font-semibold text-lg tracking-tight outline-none"
          >
            {title}
          </h2>
          {aside}
        </div>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Close"
          onClick={onClose}
          className="-mr-2 text-muted-foreground"
        >
          <X aria-hidden />
        </Button>
      </header>
      {children}
    </aside>
  )
}

/** A dialog that was opened from here has an Escape of its own. */
function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest('dialog') !== null
}
