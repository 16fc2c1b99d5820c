import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

type Props = { onGiveUp: () => void; onStay: () => void }

/** Asked before what was typed for an order is lost. */
export function DiscardDialog({ onGiveUp, onStay }: Props) {
  return (
    <Dialog
      isOpen
      onClose={onStay}
      title="Leave without saving?"
      description="What you have typed for this order is not saved."
    >
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onStay}>
          Keep editing
        </Button>
        <Button variant="destructive" onClick={onGiveUp}>
          Discard
        </Button>
      </div>
    </Dialog>
  )
}
