import Link from 'next/link'
import { ANALYTICS_SPANS, type AnalyticsSpan, analyticsPath } from '@/lib/orders/analytics'

/** How far back the page looks. */
export function SpanPicker({ days }: { days: AnalyticsSpan }) {
  return (
    <nav aria-label="Time span">
      <ul className="flex gap-1 rounded-lg border bg-card p-1 shadow-xs">
        {ANALYTICS_SPANS.map((span) => (
          <li key={span}>
            <Link
              href={analyticsPath(span)}
              scroll={false}
              aria-current={span === days || undefined}
              className="inline-flex h-9 items-center rounded-md px-3 font-medium text-muted-foreground text-sm transition-colors hover:bg-accent hover:text-accent-foreground aria-current:bg-accent aria-current:text-accent-foreground pointer-coarse:h-11"
            >
              {span} days
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
