'use client'

import { X } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'

/** Nothing of it is loaded before it is opened for the first time. */
const LiveInspector = lazy(async () => {
  const { LiveInspector } = await import('@/components/realtime/live-inspector')
  return { default: LiveInspector }
})

const DRAWER_ID = 'debug-drawer'

/** What is live on the page, beside it. A native popover that stays until it is closed; Alt + Shift + D opens it. */
export function DebugDrawer() {
  const drawer = useRef<HTMLElement>(null)
  const cameFrom = useRef<Element>(null)
  const [isOpen, setIsOpen] = useState(false)

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      // By code: with Alt, the key of some layouts is another letter.
      if (!event.altKey || !event.shiftKey || event.code !== 'KeyD') return
      event.preventDefault()
      drawer.current?.togglePopover()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  // The browser moves the focus for popovers that close by themselves only.
  function follow(isNowOpen: boolean) {
    setIsOpen(isNowOpen)
    if (isNowOpen) {
      cameFrom.current = document.activeElement
      drawer.current?.focus()
    } else if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus()
  }

  return (
    <aside
      ref={drawer}
      id={DRAWER_ID}
      popover="manual"
      aria-label="Live inspector"
      tabIndex={-1}
      onToggle={(event) => follow(event.newState === 'open')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') drawer.current?.hidePopover()
      }}
      className="surface-transition inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-xl overflow-y-auto border-l bg-background p-4 text-foreground shadow-xl sm:p-5"
    >
      <div className="mb-4 flex items-center justify-between">
        <h2 className="font-semibold text-lg tracking-tight">Live inspector</h2>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Close"
          onClick={() => drawer.current?.hidePopover()}
          className="text-muted-foreground"
        >
          <X aria-hidden />
        </Button>
      </div>
      {isOpen && (
        <Suspense fallback={<Spinner />}>
          <LiveInspector />
        </Suspense>
      )}
    </aside>
  )
}

/** Opens the drawer from anywhere. */
export function openDebugDrawer() {
  document.getElementById(DRAWER_ID)?.showPopover()
}
