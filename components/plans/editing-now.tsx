'use client'

import { Avatar } from '@/components/ui/avatar'
import { usePresence } from '@/lib/realtime/use-presence'

/** Which other admins have this plan open for editing. It decides nothing: versions keep people apart. */
export function EditingNow({ planId, name }: { planId: string; name: string }) {
  const { others } = usePresence(`desk:plan:${planId}`, { name, isPrivate: true })
  return (
    // Out of the way while nobody is: an empty row would leave a gap.
    <div role="status" className="not-has-[p]:absolute">
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
  return `${list.format(names)} ${names.length === 1 ? 'is' : 'are'} editing this plan`
}
