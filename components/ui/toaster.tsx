'use client'

import { Toaster as Sonner } from 'sonner'

const AUTO_DISMISS_MS = 5_000
/** Clear of the bar of phones and tablets; `globals.css` says how high that is. */
const ABOVE_THE_NAVIGATION = 'var(--toast-bottom)'

/** Where toasts appear. Mounted once, in the root layout; `notify` fills it. */
export function Toaster() {
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
