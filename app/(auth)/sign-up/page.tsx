import type { Metadata } from 'next'
import { AuthPage } from '@/components/accounts/auth-page'
import { SignUpForm } from '@/components/accounts/sign-up-form'
import { TextLink } from '@/components/accounts/text-link'
import { redirectSignedIn } from '@/lib/auth/redirect-signed-in.server'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Create an account' }

export default async function SignUpPage({ searchParams }: SearchParamsProps) {
  const next = searchParam(await searchParams, 'next')
  await redirectSignedIn(next)

  return (
    <AuthPage
      title="Create an account"
      description="A name, an address and a password: that is all."
      footer={
        <>
          Already have an account? <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <SignUpForm next={next} />
    </AuthPage>
  )
}
