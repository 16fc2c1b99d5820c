'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

type TooltipProps = {
  /** The element that shows the tooltip on hover and focus; it must be able to take the focus. */
  children: ReactElement<Record<string, unknown>>
  content: ReactNode
}

/** Extra detail only: a touch screen never shows it. */
export function Tooltip({ children, content }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={300} />
      <Base.Portal>
        <Base.Positioner sideOffset={6}>
          <Base.Popup className="max-w-72 rounded-md border bg-popover px-3 py-1.5 text-popover-foreground text-sm shadow-md transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
