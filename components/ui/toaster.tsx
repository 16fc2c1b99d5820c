'use client'

import { Toaster as Sonner } from 'sonner'

const AUTO_DISMISS_MS = 5_000

/** Where toasts appear. Mounted once, in the root layout; `notify` fills it. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      mobileOffset={{ bottom: '5.5rem' }}
      duration={AUTO_DISMISS_MS}
      closeButton
      richColors
      visibleToasts={4}
      containerAriaLabel="Notifications"
    />
  )
}
