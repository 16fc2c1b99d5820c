import type { ReactNode } from 'react'
import { Alert } from './alert'

/** Tells browsers that run no JavaScript what they cannot do here. */
export function NeedsScript({ children }: { children: ReactNode }) {
  return (
    <div className="hidden noscript:block">
      <Alert kind="warning" title="JavaScript is off">
        {children}
      </Alert>
    </div>
  )
}
