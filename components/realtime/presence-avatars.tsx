import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import type { PresenceState } from '@/lib/realtime/presence'

type PresenceAvatarsProps = {
  presence: PresenceState
  /** How many faces there is room for; the others are counted. */
  most?: number
  className?: string
}

/** Who is here now: faces, and how many in words. Not announced: people come and go while one reads. */
export function PresenceAvatars({
  presence: { people, isCurrent },
  most = 4,
  className,
}: PresenceAvatarsProps) {
  if (people.length === 0) return null
  const shown = people.slice(0, people.length > most ? most - 1 : most)
  const hidden = people.slice(shown.length)

  return (
    <div
      className={cn('flex items-center gap-2.5 transition-opacity', !isCurrent && 'opacity-50', className)}
    >
      <ul aria-label="Here now" className="flex -space-x-2">
        {shown.map(({ id, name }) => (
          <li key={id} title={name}>
            <Avatar name={name} className="size-8 ring-2 ring-background" />
            <span className="sr-only">{name}</span>
          </li>
        ))}
        {hidden.length > 0 && (
          <li
            title={hidden.map(({ name }) => name).join(', ')}
            className="grid size-8 place-items-center rounded-full bg-secondary font-semibold text-secondary-foreground text-xs ring-2 ring-background"
          >
            <span aria-hidden>+{hidden.length}</span>
            <span className="sr-only">{hidden.map(({ name }) => name).join(', ')}</span>
          </li>
        )}
      </ul>
      <p className="text-muted-foreground text-sm">{inWords(people.length)}</p>
    </div>
  )
}

function inWords(count: number): string {
  return count === 1 ? 'Only you are here' : `${count} people viewing`
}
