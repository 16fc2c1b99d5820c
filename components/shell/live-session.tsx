'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { SessionWatch } from './session-watch'
import { SignedOutHere } from './signed-out-here'

const LeaveContext = createContext(() => {})

/** `userId` is null for a visitor. */
type LiveSessionProps = { userId: string | null; children: ReactNode }

/** The live core of the pages, for one user at a time. */
export function LiveSession({ userId, children }: LiveSessionProps) {
  const [owner, setOwner] = useState({ userId, isOwned: true })
  const [leaver, setLeaver] = useState<string | null>(null)
  if (owner.userId !== userId) setOwner({ userId, isOwned: true })
  if (userId !== null && leaver === userId) return <SignedOutHere />

  return (
    <RealtimeProvider userId={userId} onOwnerChange={(isOwned) => setOwner({ userId, isOwned })}>
      <SessionWatch userId={userId} />
      {/* A key below the provider, not on it: it closes the channels of the user before at once. */}
      <LeaveContext key={userId} value={() => setLeaver(userId)}>
        {children}
      </LeaveContext>
      {!owner.isOwned && <SessionEnded wasVisitor={userId === null} />}
    </RealtimeProvider>
  )
}

/** Takes everything off the page: its person has signed out of this browser without the server. */
export function useLeaveHere(): () => void {
  return useContext(LeaveContext)
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
