'use client'

import type { ComponentProps } from 'react'
import { MemberList } from '@/components/accounts/member-list'
import { SendNotification } from '@/components/notifications/send-notification'

/** People, and what can be done for each of them. */
export function People(props: Omit<ComponentProps<typeof MemberList>, 'actions'>) {
  return (
    <MemberList
      {...props}
      actions={({ id, displayName }) => <SendNotification userId={id} displayName={displayName} />}
    />
  )
}
