'use client'

import { Activity, Gauge, LogOut, type LucideIcon, ShieldCheck, UserRound } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useRef } from 'react'
import { RoleBadge } from '@/components/accounts/role-badge'
import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import { SubmitButton } from '@/components/ui/submit-button'
import { signOut } from '@/lib/accounts/actions'
import type { Session } from '@/lib/auth/identity'
import type { Theme } from '@/lib/theme'
import { openDebugDrawer } from './debug-drawer'
import { ThemePicker } from './theme-picker'
import { UnsentDialog } from './unsent-dialog'
import { useSignOut } from './use-sign-out'

const MENU_ID = 'account-menu'

const ITEM =
  'flex h-11 items-center gap-3 rounded-md px-3 text-sm transition-colors hover:bg-accent hover:text-accent-foreground [&_svg]:size-4'

type AccountMenuProps = { session: Session; theme: Theme }

/** A native popover: it opens before any script has run, and closes on Escape and on a click elsewhere. */
export function AccountMenu({ session, theme }: AccountMenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const close = () => menu.current?.hidePopover()
  const { onSubmit, unsent, stay, leave } = useSignOut(session.userId)

  return (
    <>
      <button
        type="button"
        popoverTarget={MENU_ID}
        aria-label={`Account menu of ${session.displayName}`}
        className="grid size-11 cursor-pointer place-items-center rounded-full transition-opacity hover:opacity-80"
      >
        <Avatar name={session.displayName} />
      </button>
      <div
        ref={menu}
        id={MENU_ID}
        popover="auto"
        className="surface-transition inset-auto top-16 right-3 m-0 w-72 rounded-xl border bg-popover p-2 text-popover-foreground shadow-lg sm:right-6"
      >
        <div className="flex items-center gap-3 px-3 py-3">
          <Avatar name={session.displayName} className="size-10" />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium text-sm">{session.displayName}</p>
            <p className="truncate text-muted-foreground text-xs">{session.email ?? 'Guest'}</p>
          </div>
          <RoleBadge role={session.role} />
        </div>
        <hr className="my-1" />
        <MenuLink href="/account" icon={UserRound} onClick={close}>
          Account
        </MenuLink>
        {session.role === 'admin' && (
          <MenuLink href="/admin" icon={ShieldCheck} onClick={close}>
            Administration
          </MenuLink>
        )}
        <MenuLink href="/status" icon={Activity} onClick={close}>
          Status
        </MenuLink>
        <button
          type="button"
          className={cn(ITEM, 'w-full cursor-pointer')}
          aria-keyshortcuts="Alt+Shift+D"
          onClick={() => {
            close()
            openDebugDrawer()
          }}
        >
          <Gauge aria-hidden />
          Live inspector
          <kbd className="ml-auto text-muted-foreground text-xs max-sm:hidden">Alt Shift D</kbd>
        </button>
        <hr className="my-1" />
        <div className="px-3 py-2">
          <ThemePicker initial={theme} />
        </div>
        <hr className="my-1" />
        <form action={signOut} onSubmit={onSubmit}>
          <SubmitButton variant="ghost" className="w-full justify-start gap-3 px-3 font-normal">
            <LogOut aria-hidden />
            Sign out
          </SubmitButton>
        </form>
      </div>
      <UnsentDialog unsent={unsent} onStay={stay} onLeave={leave} />
    </>
  )
}

type MenuLinkProps = { href: string; icon: LucideIcon; onClick: () => void; children: ReactNode }

function MenuLink({ href, icon: Icon, onClick, children }: MenuLinkProps) {
  return (
    <Link href={href} onClick={onClick} className={ITEM}>
      <Icon aria-hidden />
      {children}
    </Link>
  )
}
