'use client'

import { useEffect } from 'react'
import { type ExternalToast, Toaster as Sonner, toast } from 'sonner'

const AUTO_DISMISS_MS = 5_000
/** Clear of the bar of phones and tablets; `globals.css` says how high that is. */
const ABOVE_THE_NAVIGATION = 'var(--toast-bottom)'

let open: () => void

const isOpen = new Promise<void>((resolve) => {
  open = resolve
})

/** Shows a toast as soon as there is a place for it: before that it would be lost. */
export async function showToast(
  kind: 'success' | 'info' | 'warning' | 'error',
  title: string,
  options: ExternalToast,
): Promise<void> {
  await isOpen
  toast[kind](title, options)
}

/** Where toasts appear. */
export function Toasts() {
  useEffect(() => open(), [])
  return (
    <Sonner
      position="bottom-right"
      offset={{ bottom: ABOVE_THE_NAVIGATION }}
      mobileOffset={{ bottom: ABOVE_THE_NAVIGATION }}
      duration={AUTO_DISMISS_MS}
      closeButton
      richColors
      visibleToasts={4}
      containerAriaLabel="Notifications"
    />
  )
}
