import { cn } from '@/components/ui/cn'

/** Three rows; the one that changed is on the air. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-8', className)}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <g fill="none" strokeLinecap="round" strokeWidth="2.8" className="stroke-primary-foreground">
        <path d="M7.5 10h7" opacity=".55" />
        <path d="M7.5 16h9" />
        <path d="M7.5 22h7" opacity=".55" />
        <path d="M19.6 11.6a6.2 6.2 0 0 1 0 8.8" />
        <path d="M23.2 8a11.3 11.3 0 0 1 0 16" opacity=".8" />
      </g>
    </svg>
  )
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2.5 font-semibold text-lg tracking-tight', className)}>
      <LogoMark />
      Rowcast
    </span>
  )
}
