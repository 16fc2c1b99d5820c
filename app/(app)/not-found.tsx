import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { StatusPage } from '@/components/shell/status-page'
import { buttonVariants } from '@/components/ui/button'

/** Inside the frame of the app, so that one can go on from here. */
export default function NotFoundPage() {
  return (
    <StatusPage icon={SearchX} title="There is nothing here">
      <p>The address is wrong, or what stood here is gone.</p>
      <Link href="/" className={buttonVariants()}>
        Go to the start page
      </Link>
    </StatusPage>
  )
}
