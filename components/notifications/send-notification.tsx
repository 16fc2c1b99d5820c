'use client'

import { Send } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SendForm } from './send-form'

type Props = { userId: string; displayName: string }

/** A button beside a person that opens the form for writing to them. */
export function SendNotification({ userId, displayName }: Props) {
  // Undefined until it is asked for: a dialog in every row would make a long list heavy.
  const [isOpen, setIsOpen] = useState<boolean>()
  const close = () => setIsOpen(false)
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Send ${displayName} a notification`}
        onClick={() => setIsOpen(true)}
        className="text-muted-foreground"
      >
        <Send aria-hidden />
      </Button>
      {isOpen !== undefined && (
        <Dialog
          isOpen={isOpen}
          onClose={close}
          title={`Notification for ${displayName}`}
          description="It is in their inbox at once, and on every page that they have open."
        >
          <SendForm userId={userId} displayName={displayName} onDone={close} />
        </Dialog>
      )}
    </>
  )
}
