import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'

export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(
        'rounded-sm font-medium text-primary text-sm underline decoration-primary/35 underline-offset-4 hover:decoration-primary',
        className,
      )}
      {...props}
    />
  )
}
