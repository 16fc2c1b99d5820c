import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthPage } from '@/components/accounts/auth-page'
import { ResetPasswordForm } from '@/components/accounts/reset-password-form'
import { getSession } from '@/lib/auth/session.server'

export const metadata: Metadata = { title: 'A new password' }

export default async function ResetPasswordPage() {
  // The link of the mail has signed in the person who comes from it.
  const session = await getSession()
  if (session?.email == null) redirect('/sign-in?notice=link')

  return (
    <AuthPage
      title="A new password"
      description={
        <>
          For <strong className="font-medium text-foreground">{session.email}</strong>
        </>
      }
    >
      <ResetPasswordForm email={session.email} />
    </AuthPage>
  )
}
