'use client'

import { CircleCheck, CircleDashed, CircleX, type LucideIcon, RefreshCw } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { type Check, type CheckState, firstWrong } from '@/lib/status/self-check'
import type { SelfCheck } from '@/lib/status/use-self-check'

const LOOKS: Record<CheckState, { icon: LucideIcon; word: string; className: string }> = {
  good: { icon: CircleCheck, word: 'good', className: 'text-success' },
  wrong: { icon: CircleX, word: 'wrong', className: 'text-destructive' },
  waiting: { icon: CircleDashed, word: 'not known yet', className: 'text-muted-foreground' },
}

/** Each thing that a live page needs, in order, and the first that is wrong said aloud. */
export function SelfCheckCard({ selfCheck: { checks, isOutdated, run } }: { selfCheck: SelfCheck }) {
  return (
    <Card>
      <CardHeader className="items-start gap-4 sm:grid-cols-[1fr_auto]">
        <div className="grid gap-1">
          <CardTitle>Self-check</CardTitle>
          <CardDescription>
            What a live page needs, in order. The first thing that is wrong is the one to mend.
          </CardDescription>
        </div>
        <Button variant="outline" size="sm" onClick={run} className="w-fit">
          <RefreshCw aria-hidden />
          Check again
        </Button>
      </CardHeader>
      <CardContent className="grid gap-5">
        <Verdict checks={checks} isOutdated={isOutdated} />
        <ol className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          {checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </ol>
      </CardContent>
    </Card>
  )
}

function Verdict({ checks, isOutdated }: Pick<SelfCheck, 'checks' | 'isOutdated'>) {
  const wrong = firstWrong(checks)
  if (wrong) {
    return (
      <Alert
        kind="error"
        title={wrong.name}
        action={
          isOutdated && (
            <Button size="sm" variant="outline" onClick={() => window.location.reload()}>
              Reload
            </Button>
          )
        }
      >
        {wrong.detail}
      </Alert>
    )
  }
  const isDone = checks.every(({ state }) => state === 'good')
  return (
    <p role="status" className={cn('font-medium', isDone ? 'text-success' : 'text-muted-foreground')}>
      {isDone ? 'All is well: what commits is on this screen.' : 'Checking…'}
    </p>
  )
}

function CheckRow({ check: { name, state, detail } }: { check: Check }) {
  const { icon: Icon, word, className } = LOOKS[state]
  return (
    <li className="flex gap-3">
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', className)} />
      <p className="min-w-0 text-sm">
        <span className="font-medium">{name}</span>
        <span className="sr-only">: {word}.</span>
        <span className="block text-pretty text-muted-foreground">{detail}</span>
      </p>
    </li>
  )
}
