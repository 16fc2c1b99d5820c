'use client'

import { Avatar } from '@/components/ui/avatar'
import { usePresence } from '@/lib/realtime/use-presence'

/** Which other admins have this order open. It decides nothing: versions keep people apart. */
export function AlsoHere({ orderId, name }: { orderId: string; name: string }) {
  const { others } = usePresence(`desk:order:${orderId}`, { name, isPrivate: true })
  return (
    <div role="status">
      {others.length > 0 && (
        <p className="flex items-center gap-3 rounded-lg bg-accent px-4 py-2.5 text-accent-foreground text-sm">
          <span aria-hidden className="flex -space-x-2">
            {others.slice(0, 3).map(({ id, name: other }) => (
              <Avatar key={id} name={other} className="size-7 bg-card ring-2 ring-accent" />
            ))}
          </span>
          {inWords(others.map((person) => person.name))}
        </p>
      )}
    </div>
  )
}

const list = new Intl.ListFormat('en-GB')

function inWords(names: string[]): string {
  return `${list.format(names)} ${names.length === 1 ? 'has' : 'have'} this order open, too`
}
