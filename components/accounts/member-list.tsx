'use client'

import { UserRoundSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, TableHead, TableRow } from '@/components/ui/table'
import type { Member } from '@/lib/accounts/schema'
import { useMembers } from '@/lib/accounts/use-members'
import { MemberRow } from './member-row'

type MemberListProps = {
  search: string
  initial: Member[]
  ownId: string
  /** What can be done for a person, at the end of the row. */
  actions?: (member: Member) => ReactNode
}

/** Live: a new account, a new name and a new role are here at once. */
export function MemberList({ search, initial, ownId, actions }: MemberListProps) {
  // Never `initial` in place of missing data: it is missing once the admin has signed out.
  const view = useMembers(search, initial)
  const { data } = view

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ReadProblem view={view} what="list of people" />
      {data?.length === 0 && (
        <Card>
          <EmptyState icon={UserRoundSearch} title="Nobody found">
            No name and no address contains “{search}”.
          </EmptyState>
        </Card>
      )}
      {data && data.length > 0 && (
        <Card>
          <Table label="People">
            <thead>
              <TableRow>
                <TableHead>Name</TableHead>
                <TableHead className="max-sm:hidden">Since</TableHead>
                <TableHead>Role</TableHead>
                {actions && (
                  <TableHead>
                    <span className="sr-only">Actions</span>
                  </TableHead>
                )}
              </TableRow>
            </thead>
            <tbody>
              {data.map((member) => (
                <MemberRow
                  key={member.id}
                  member={member}
                  isSelf={member.id === ownId}
                  actions={actions?.(member)}
                />
              ))}
            </tbody>
          </Table>
        </Card>
      )}
    </div>
  )
}
