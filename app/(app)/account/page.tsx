import type { Metadata } from 'next'
import { NameForm } from '@/components/accounts/name-form'
import { PasswordForm } from '@/components/accounts/password-form'
import { RoleBadge } from '@/components/accounts/role-badge'
import { NoticeSettingsCard } from '@/components/notices/notice-settings-card'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { hasRole } from '@/lib/auth/roles'
import { requireSession } from '@/lib/auth/session.server'
import { serverEnv } from '@/lib/env.server'
import { getNoticeSettings } from '@/lib/notices/actions'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const { userId, displayName, email, role } = await requireSession()
  const notices = await getNoticeSettings({ userId })
  const pushKey = hasRole(role, 'admin') ? (serverEnv().WEB_PUSH_PUBLIC_KEY ?? null) : null

  return (
    <>
      <PageHeader
        title="Account"
        description="Your name, your password, and what reaches you outside of Rowcast."
      />
      <div className="grid max-w-2xl gap-6">
        <Card aria-labelledby="profile-title">
          <CardHeader>
            <CardTitle id="profile-title">Profile</CardTitle>
            <CardDescription>
              Others see your name. Your address stays with you and the admins.
            </CardDescription>
          </CardHeader>
          <CardContent className="grid gap-6">
            <dl className="grid gap-4 text-sm sm:grid-cols-2">
              <div className="grid gap-1">
                <dt className="text-muted-foreground">E-mail</dt>
                <dd className="break-all font-medium">{email ?? 'None: you are a guest.'}</dd>
              </div>
              <div className="grid gap-1">
                <dt className="text-muted-foreground">Role</dt>
                <dd>
                  <RoleBadge role={role} />
                </dd>
              </div>
            </dl>
            <NameForm displayName={displayName} />
          </CardContent>
        </Card>
        <NoticeSettingsCard
          userId={userId}
          email={email}
          pushKey={pushKey}
          initial={notices.success ? notices : undefined}
        />
        {email !== null && (
          <Card aria-labelledby="password-title">
            <CardHeader>
              <CardTitle id="password-title">Password</CardTitle>
              <CardDescription>A new one signs you out on all other devices.</CardDescription>
            </CardHeader>
            <CardContent>
              <PasswordForm email={email} />
            </CardContent>
          </Card>
        )}
      </div>
    </>
  )
}
