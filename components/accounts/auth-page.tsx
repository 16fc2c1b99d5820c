import type { ReactNode } from 'react'

type AuthPageProps = { title: string; description: ReactNode; children: ReactNode; footer?: ReactNode }

/** The inside of every page by which one comes in: title, form, and the way to the neighbouring page. */
export function AuthPage({ title, description, children, footer }: AuthPageProps) {
  return (
    <div className="grid gap-7">
      <header className="grid gap-1.5">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <p className="text-pretty text-muted-foreground">{description}</p>
      </header>
      {children}
      {footer && <p className="text-muted-foreground text-sm">{footer}</p>}
    </div>
  )
}
