'use client'

import { WifiOff } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { StatusPage } from './status-page'

/** After a sign-out that the server could not be told: it goes on by itself when the network is back. */
export function SignedOutHere() {
  useEffect(() => {
    window.addEventListener('online', goOn)
    return () => window.removeEventListener('online', goOn)
  }, [])

  return (
    <main>
      <StatusPage icon={WifiOff} title="You are signed out of this browser">
        <p role="status">
          The server can’t be reached right now. Your session and all that this browser kept of yours are
          removed from it.
        </p>
        <Button onClick={goOn}>Go to the start page</Button>
      </StatusPage>
    </main>
  )
}

// Not by the router: nothing of the pages before may stay in memory.
function goOn() {
  window.location.assign('/')
}
