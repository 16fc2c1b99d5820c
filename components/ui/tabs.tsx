'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export function Tabs({ className, ...props }: ComponentProps<typeof Base.Root> & { className?: string }) {
  return <Base.Root className={cn('grid gap-5', className)} {...props} />
}

export function TabsList({ className, ...props }: ComponentProps<typeof Base.List> & { className?: string }) {
  return <Base.List className={cn('flex w-fit gap-1 rounded-lg bg-secondary p-1', className)} {...props} />
}

export function TabsTab({ className, ...props }: ComponentProps<typeof Base.Tab> & { className?: string }) {
  return (
    <Base.Tab
      className={cn(
        'h-9 cursor-pointer rounded-md px-3 font-medium text-muted-foreground text-sm transition-colors pointer-coarse:h-11',
        'hover:text-foreground data-[active]:bg-card data-[active]:text-foreground data-[active]:shadow-xs',
        className,
      )}
      {...props}
    />
  )
}

export function TabsPanel(props: ComponentProps<typeof Base.Panel>) {
  return <Base.Panel {...props} />
}
