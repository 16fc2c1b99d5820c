import { ShieldX } from 'lucide-react'
import Link from 'next/link'
import { StatusPage } from '@/components/shell/status-page'
import { buttonVariants } from '@/components/ui/button'
import { HOME_PATH } from '@/lib/auth/safe-path'

export default function ForbiddenPage() {
  return (
    <main>
      <title>Not for your account · Rowcast</title>
      <StatusPage icon={ShieldX} title="Not for your account">
        <p>This part of Rowcast needs another role. An admin can give it to you.</p>
        <Link href={HOME_PATH} className={buttonVariants()}>
          Back to your pages
        </Link>
      </StatusPage>
    </main>
  )
}
