'use client'

import { ImagePlay, Languages, type LucideIcon, Sparkles, Text } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { WriteError } from '@/components/ui/write-error'
import type { CreatorAction } from '@/lib/credits/rules'
import type { PendingSpends } from '@/lib/credits/use-pending-spends'
import { useSpend } from '@/lib/credits/use-spend'
import { formatCredits } from '@/lib/credits/words'

const ICONS: Record<CreatorAction['slug'], LucideIcon> = {
  caption: Text,
  thumbnail: ImagePlay,
  upscale: Sparkles,
  dub: Languages,
}

type Props = { action: CreatorAction; available: number; spends: PendingSpends; canWrite: boolean }

/** One creator action with its price; pressed again after a failure, it retries the same spend. */
export function SpendButton({ action, available, spends, canWrite }: Props) {
  const write = useSpend(spends)
  const Icon = ICONS[action.slug]
  const isAffordable = action.credits <= available

  return (
    <>
      <Button
        variant="outline"
        className="h-auto min-h-11 w-full justify-start py-2"
        disabled={!canWrite || !isAffordable}
        aria-busy={write.isSending}
        onClick={() => write.send({ amount: action.credits, reason: action.label })}
      >
        <Icon aria-hidden className="text-muted-foreground" />
        <span className="truncate">{action.label}</span>
        <span className="ml-auto text-muted-foreground tabular-nums">
          {isAffordable ? formatCredits(action.credits) : `needs ${formatCredits(action.credits)}`}
        </span>
      </Button>
      <WriteError error={write.error} />
    </>
  )
}
