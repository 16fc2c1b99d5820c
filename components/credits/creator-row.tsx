import Link from 'next/link'
import { RelativeTime } from '@/components/ui/time'
import type { Creator } from '@/lib/credits/schema'
import { formatCredits } from '@/lib/credits/words'

type Props = { creator: Creator; href: string; isChosen: boolean }

export function CreatorRow({ creator, href, isChosen }: Props) {
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={href}
        scroll={false}
        aria-current={isChosen || undefined}
        className="flex items-center gap-4 px-5 py-3 -outline-offset-2 transition-colors hover:bg-accent/60 aria-current:bg-accent"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-sm">{creator.displayName}</span>
          <span className="block truncate text-muted-foreground text-sm">{creator.email}</span>
        </span>
        <span className="text-right text-sm">
          <span className="block font-medium tabular-nums">{formatCredits(creator.credits)}</span>
          <span className="block text-muted-foreground">
            {creator.lastChangeAt === null ? 'No change yet' : <RelativeTime value={creator.lastChangeAt} />}
          </span>
        </span>
      </Link>
    </li>
  )
}
