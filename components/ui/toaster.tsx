'use client'

import { lazy, Suspense, useEffect, useState } from 'react'

// Nothing has to be said before the page is there, and a page that cannot load toasts is still a page.
const Toasts = lazy(async () => {
  const loaded = await import('./toasts').catch(() => null)
  return { default: loaded?.Toasts ?? Nothing }
})

/** Mounted once, in the root layout, it makes room for toasts after the first paint; `notify` fills it. */
export function Toaster() {
  const [isPainted, setIsPainted] = useState(false)
  useEffect(() => setIsPainted(true), [])
  return (
    isPainted && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  )
}

function Nothing() {
  return null
}
