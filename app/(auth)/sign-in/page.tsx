import type { Metadata } from 'next'
import { AuthPage } from '@/components/accounts/auth-page'
import { DemoSignIn } from '@/components/accounts/demo-sign-in'
import { SignInForm } from '@/components/accounts/sign-in-form'
import { TextLink } from '@/components/accounts/text-link'
import { Alert } from '@/components/ui/alert'
import { redirectSignedIn } from '@/lib/auth/redirect-signed-in.server'
import { serverEnv } from '@/lib/env.server'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: SearchParamsProps) {
  const params = await searchParams
  const next = searchParam(params, 'next')
  await redirectSignedIn(next)
  const demoAccounts = serverEnv().ROWCAST_DEMO_ACCOUNTS.map(({ label, email, role }) => ({
    label,
    email,
    role,
  }))

  return (
    <AuthPage
      title="Sign in"
      description="Welcome back."
      footer={
        <>
          New here? <TextLink href={withNext('/sign-up', next)}>Create an account</TextLink>
        </>
      }
    >
      {searchParam(params, 'notice') === 'link' && (
        <Alert kind="warning" title="That link did not work">
          It has been used, is too old, or was opened in another browser than the one that asked for it. Sign
          in, or <TextLink href="/forgot-password">ask for a new one</TextLink>.
        </Alert>
      )}
      <SignInForm next={next} />
      {demoAccounts.length > 0 && <DemoSignIn accounts={demoAccounts} next={next} />}
    </AuthPage>
  )
}

function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`
}
