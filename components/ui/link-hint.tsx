'use client'

import { useLinkStatus } from 'next/link'

/** Inside a link: a bar along the top of the window while the page behind it takes its time. */
export function LinkHint() {
  const { pending } = useLinkStatus()
  return (
    <span
      aria-hidden
      data-pending={pending || undefined}
      className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 origin-left scale-x-0 bg-primary opacity-0 data-pending:scale-x-90 data-pending:opacity-100 data-pending:transition-[scale,opacity] data-pending:delay-200 data-pending:duration-[4s,150ms] data-pending:ease-out motion-reduce:scale-x-100"
    />
  )
}
