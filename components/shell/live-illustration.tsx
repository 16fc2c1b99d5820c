import { RadioTower } from 'lucide-react'
import { cn } from '@/components/ui/cn'

/** A picture, not a recording: it repeats by CSS alone, and stands still for those who want less motion. */
export function LiveIllustration({ className }: { className?: string }) {
  return (
    <figure className={cn('grid max-w-xl gap-3', className)}>
      <div aria-hidden className="grid gap-3">
        <pre className="overflow-hidden rounded-xl border bg-[oklch(0.2_0.014_225)] px-4 py-3.5 font-mono text-[0.8125rem] text-[oklch(0.86_0.01_210)] leading-6 shadow-sm sm:px-5">
          <span className="text-[oklch(0.7_0.02_215)]">rowcast=# </span>
          update user_credits{'\n'}
          {'  '}set credits = credits <span className="text-[oklch(0.83_0.12_196)]">+ 10</span>
          {';'}
        </pre>
        <div className="grid grid-cols-[1.6fr_1fr] items-end gap-3">
          <Screen label="Laptop" className="h-36" />
          <Screen label="Phone" className="h-44" />
        </div>
      </div>
      <figcaption className="text-muted-foreground text-xs">
        An illustration. Sign in twice and change a row to see the real thing.
      </figcaption>
    </figure>
  )
}

function Screen({ label, className }: { label: string; className: string }) {
  return (
    <div className={cn('flex flex-col rounded-xl border bg-card p-4 shadow-sm', className)}>
      <div className="flex items-center justify-between text-muted-foreground text-xs">
        {label}
        <span className="inline-flex items-center gap-1.5 text-success">
          <RadioTower className="size-3.5" />
          Live
        </span>
      </div>
      <div className="mt-auto grid gap-0.5">
        <span className="text-muted-foreground text-xs">Balance</span>
        <span className="relative h-10 overflow-hidden font-semibold text-4xl tabular-nums leading-10 tracking-tight">
          <span className="illustration-number block">
            <span className="block">240</span>
            <span className="block text-primary">250</span>
          </span>
        </span>
      </div>
    </div>
  )
}
