import type { Metadata } from 'next'
import { AuthPage } from '@/components/accounts/auth-page'
import { ForgotPasswordForm } from '@/components/accounts/forgot-password-form'
import { TextLink } from '@/components/accounts/text-link'
import { serverEnv } from '@/lib/env.server'

export const metadata: Metadata = { title: 'Forgot your password?' }

export default function ForgotPasswordPage() {
  const mailboxUrl = serverEnv().ROWCAST_MAILBOX_URL

  return (
    <AuthPage
      title="Forgot your password?"
      description="Tell us your address. The link we send you leads to a new password."
      footer={<TextLink href="/sign-in">Back to sign-in</TextLink>}
    >
      <ForgotPasswordForm />
      {mailboxUrl && (
        <p className="rounded-lg border border-dashed p-4 text-muted-foreground text-sm">
          On this machine mails do not leave:{' '}
          <TextLink href={mailboxUrl} target="_blank" rel="noreferrer">
            open the local mailbox
          </TextLink>
          .
        </p>
      )}
    </AuthPage>
  )
}
