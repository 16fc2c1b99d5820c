'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { buttonVariants } from '@/components/ui/button'
import { signInPath } from '@/lib/auth/safe-path'

/** The way in, and back to the page where one is. */
export function SignInLink() {
  const pathname = usePathname()
  return (
    <Link href={signInPath(pathname)} className={buttonVariants({ variant: 'outline' })}>
      Sign in
    </Link>
  )
}
