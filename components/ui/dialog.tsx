'use client'

import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Button } from './button'

type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
}

/** The native modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back. */
export function Dialog({ isOpen, onClose, title, description, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  // Before the paint, and above all before an unmount takes the element away: only while it is there does closing it
  // give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (!isOpen || element === null) return
    element.showModal()
    return () => element.close()
  }, [isOpen])

  return (
    <dialog
      ref={dialog}
      // Told late, it may be of an opening before this one.
      onClose={() => dialog.current?.open || onClose()}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className="surface-transition m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-md overflow-y-auto rounded-xl border bg-popover p-0 text-popover-foreground shadow-xl"
    >
      <div className="grid gap-5 p-5 sm:p-6">
        <div className="grid gap-1 pr-10">
          <h2 id={`${id}-title`} className="font-semibold text-lg tracking-tight">
            {title}
          </h2>
          {description && (
            <p id={`${id}-description`} className="text-pretty text-muted-foreground text-sm">
              {description}
            </p>
          )}
        </div>
        {isOpen && children}
      </div>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Close"
        onClick={onClose}
        className="absolute top-3 right-3 text-muted-foreground"
      >
        <X aria-hidden />
      </Button>
    </dialog>
  )
}
