'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

type UnsentDialogProps = { unsent: number; onStay: () => void; onLeave: () => void }

/** What a person would lose by signing out now. */
export function UnsentDialog({ unsent, onStay, onLeave }: UnsentDialogProps) {
  const changes = unsent === 1 ? '1 change' : `${unsent} changes`
  return (
    <Dialog
      isOpen={unsent > 0}
      onClose={onStay}
      title="Sign out and lose changes?"
      description={`${changes} on this device ${unsent === 1 ? 'has' : 'have'} not been accepted by the server yet. Signing out removes ${unsent === 1 ? 'it' : 'them'} for good.`}
    >
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onStay}>
          Stay signed in
        </Button>
        <Button variant="destructive" onClick={onLeave}>
          Sign out and discard
        </Button>
      </div>
    </Dialog>
  )
}
