'use client'

import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { notify } from '@/components/ui/notify'
import { Select } from '@/components/ui/select'
import { TableCell, TableRow } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { Member } from '@/lib/accounts/schema'
import { useRoleChange } from '@/lib/accounts/use-role-change'
import { APP_ROLES, type AppRole } from '@/lib/auth/roles'

type MemberRowProps = { member: Member; isSelf: boolean }

export function MemberRow({ member, isSelf, actions }: MemberRowProps & { actions?: ReactNode }) {
  return (
    <TableRow>
      <TableCell>
        <div className="flex items-center gap-3">
          <Avatar name={member.displayName} className="max-sm:hidden" />
          <div className="min-w-0">
            <p className="font-medium">
              {member.displayName}{' '}
              {isSelf && <span className="font-normal text-muted-foreground">(you)</span>}
            </p>
            <p className="wrap-anywhere text-muted-foreground max-sm:text-xs">{member.email ?? 'Guest'}</p>
          </div>
        </div>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        <RelativeTime value={member.createdAt} />
      </TableCell>
      <TableCell>
        <RoleSelect member={member} isSelf={isSelf} />
      </TableCell>
      {actions !== undefined && <TableCell className="w-0 pl-0">{actions}</TableCell>}
    </TableRow>
  )
}

/** Shows the role that the database has. */
function RoleSelect({ member, isSelf }: MemberRowProps) {
  const { change, isSending } = useRoleChange(member.id)

  function choose(role: AppRole) {
    change(role, ({ error }) => {
      if (error) notify.error(`${member.displayName} keeps the role`, { description: error.message })
      else notify.success(`${member.displayName} is now ${role}`)
    })
  }

  return (
    <Select
      className="w-28 capitalize sm:w-36"
      aria-label={`Role of ${member.displayName}`}
      title={isSelf ? 'Another admin can change your role.' : undefined}
      value={member.role}
      disabled={isSelf || isSending}
      onChange={(event) => choose(event.target.value as AppRole)}
    >
      {APP_ROLES.map((role) => (
        <option key={role} value={role} className="capitalize">
          {role}
        </option>
      ))}
    </Select>
  )
}
