'use client'

import { usePathname } from 'next/navigation'

/** Whether `href` is the page on screen; with `withChildren`, or one of the pages below it. */
export function useIsCurrent(href: string, withChildren = true): boolean {
  const pathname = usePathname()
  return pathname === href || (withChildren && pathname.startsWith(`${href}/`))
}
