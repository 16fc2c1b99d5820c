'use client'

import { Avatar } from '@/components/ui/avatar'
import { usePresence } from '@/lib/realtime/use-presence'

type Props = {
  topic: string
  /** One's own, which the others see. */
  name: string
  /** What the others do, such as `is editing this plan`; `are` for more than one. */
  doing: (count: number) => string
  className?: string
}

/** Which other people are at `topic` now, and be there oneself. It decides nothing: versions keep people apart. */
export function AlsoHere({ topic, name, doing, className }: Props) {
  const { others } = usePresence(topic, { name, isPrivate: true })
  return (
    <div role="status" className={className}>
      {others.length > 0 && (
        <p className="flex items-center gap-3 rounded-lg bg-accent px-4 py-2.5 text-accent-foreground text-sm">
          <span aria-hidden className="flex -space-x-2">
            {others.slice(0, 3).map(({ id, name: other }) => (
              <Avatar key={id} name={other} className="size-7 bg-card ring-2 ring-accent" />
            ))}
          </span>
          {list.format(others.map((person) => person.name))} {doing(others.length)}
        </p>
      )}
    </div>
  )
}

const list = new Intl.ListFormat('en-GB')
