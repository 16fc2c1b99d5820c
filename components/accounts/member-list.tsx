'use client'

import { UserRoundSearch } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, TableHead, TableRow } from '@/components/ui/table'
import type { Member } from '@/lib/accounts/schema'
import { useMembers } from '@/lib/accounts/use-members'
import { MemberRow } from './member-row'

type MemberListProps = { search: string; initial: Member[]; ownId: string }

/** Live: a new account, a new name and a new role are here at once. */
export function MemberList({ search, initial, ownId }: MemberListProps) {
  // Never `initial` in place of missing data: it is missing once the admin has signed out.
  const { data, error } = useMembers(search, initial)

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {error && <Alert kind="error">{error.message}</Alert>}
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
              </TableRow>
            </thead>
            <tbody>
              {data.map((member) => (
                <MemberRow key={member.id} member={member} isSelf={member.id === ownId} />
              ))}
            </tbody>
          </Table>
        </Card>
      )}
    </div>
  )
}
