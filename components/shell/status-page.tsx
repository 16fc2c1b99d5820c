import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type StatusPageProps = { icon: LucideIcon; title: string; code?: string; children: ReactNode }

/** A page that says that there is nothing to see, and where to go instead. */
export function StatusPage({ icon: Icon, title, code, children }: StatusPageProps) {
  return (
    <div className="grid min-h-[70dvh] place-items-center px-6 py-16">
      <div className="flex max-w-md flex-col items-center gap-5 text-center">
        <span className="grid size-14 place-items-center rounded-full bg-accent text-accent-foreground">
          <Icon aria-hidden className="size-6" />
        </span>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <div className="flex flex-col items-center gap-6 text-balance text-muted-foreground">{children}</div>
        {code && (
          <p className="text-muted-foreground text-xs">
            Reference <code className="font-mono">{code}</code>
          </p>
        )}
      </div>
    </div>
  )
}
