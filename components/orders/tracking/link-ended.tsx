import { Link2Off } from 'lucide-react'
import { Card } from '@/components/ui/card'

/** A link that is unknown, too old or revoked: which of them is nobody's business. */
export function LinkEnded() {
  return (
    <Card className="flex flex-col items-center gap-4 px-6 py-16 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-accent text-accent-foreground">
        <Link2Off aria-hidden className="size-6" />
      </span>
      <h1 className="font-semibold text-2xl tracking-tight">This link does not work any more</h1>
      <p className="max-w-md text-pretty text-muted-foreground">
        It has run out, or whoever shared it has ended it. Ask them for a new one.
      </p>
    </Card>
  )
}
