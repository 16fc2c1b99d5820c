import { SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { StatusPage } from '@/components/shell/status-page'
import { buttonVariants } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFoundPage() {
  return (
    <main>
      <StatusPage icon={SearchX} title="There is nothing here">
        <p>The address is wrong, or what stood here is gone.</p>
        <Link href="/" className={buttonVariants()}>
          Go to the start page
        </Link>
      </StatusPage>
    </main>
  )
}
