import type { ComponentProps } from 'react'
import { cn } from './cn'

type TableProps = ComponentProps<'table'> & {
  /** Names the table and its scroll area for screen readers. */
  label: string
}

/** Scrolls sideways by itself on narrow screens, also with the keyboard. */
export function Table({ className, label, ...props }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area without focusable content needs the focus to be scrolled by keyboard.
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className={cn('w-full border-collapse text-sm', className)} {...props} />
    </section>
  )
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-b [tbody>&]:last:border-b-0', className)} {...props} />
}

export function TableHead({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn(
        'h-11 whitespace-nowrap px-4 text-left font-medium text-muted-foreground text-xs sm:px-6',
        className,
      )}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('px-4 py-3.5 align-middle sm:px-6', className)} {...props} />
}
