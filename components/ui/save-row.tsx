import { Button } from './button'

type Props = {
  label: string
  canSave: boolean
  isSending: boolean
  /** Null while there is nothing to discard. */
  onDiscard: (() => void) | null
  version: number
}

/** The end of a form that edits a record of which there are versions. */
export function SaveRow({ label, canSave, isSending, onDiscard, version }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button type="submit" disabled={!canSave} aria-busy={isSending}>
        {isSending ? 'Saving…' : label}
      </Button>
      {onDiscard !== null && !isSending && (
        <Button variant="ghost" onClick={onDiscard}>
          Discard
        </Button>
      )}
      <p className="ml-auto text-muted-foreground text-sm tabular-nums">Version {version}</p>
    </div>
  )
}
