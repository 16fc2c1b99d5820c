'use client'

import { Fragment, type ReactNode, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { SessionWatch } from './session-watch'

/** `userId` is null for a visitor. */
type LiveSessionProps = { userId: string | null; children: ReactNode }

/** The live core of the pages, for one user at a time. */
export function LiveSession({ userId, children }: LiveSessionProps) {
  const [owner, setOwner] = useState({ userId, isOwned: true })
  if (owner.userId !== userId) setOwner({ userId, isOwned: true })

  return (
    <RealtimeProvider userId={userId} onOwnerChange={(isOwned) => setOwner({ userId, isOwned })}>
      <SessionWatch userId={userId} />
      {/* A key below the provider, not on it: it closes the channels of the user before at once. */}
      <Fragment key={userId}>{children}</Fragment>
      {!owner.isOwned && <SessionEnded wasVisitor={userId === null} />}
    </RealtimeProvider>
  )
}

// Not an automatic reload: a browser that refuses the session cookie would reload for ever.
function SessionEnded({ wasVisitor }: { wasVisitor: boolean }) {
  return (
    <div className="fixed inset-x-0 top-3 z-30 mx-auto w-[calc(100%-1.5rem)] max-w-lg rounded-lg bg-popover shadow-lg">
      <Alert
        kind="warning"
        title={wasVisitor ? 'You are signed in now' : 'You are signed out here'}
        action={
          <Button size="sm" variant="outline" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        The session of this browser has ended or changed.
      </Alert>
    </div>
  )
}
