'use client'

import { Heart } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { WriteError } from '@/components/ui/write-error'
import { useWrite } from '@/lib/action/use-write'
import { followPlan, unfollowPlan } from '@/lib/plans/actions'

type Props = { planId: string; isFollowed: boolean; canWrite: boolean }

/** Whoever follows a plan gets a notification with each change. It shows what the database says, not what was pressed. */
export function FollowButton({ planId, isFollowed, canWrite }: Props) {
  const { send, isSending, error } = useWrite(isFollowed ? unfollowPlan : followPlan)

  return (
    <div className="grid justify-items-end">
      <Button
        variant="outline"
        aria-busy={isSending}
        disabled={!canWrite}
        onClick={() => send({ planId })}
        className={cn(isFollowed && 'border-primary/40 bg-accent text-accent-foreground')}
      >
        <Heart aria-hidden className={cn(isFollowed && 'fill-current')} />
        {isFollowed ? 'Following' : 'Follow'}
        {isFollowed && <span className="sr-only">, press to stop</span>}
      </Button>
      <WriteError error={error} />
    </div>
  )
}
