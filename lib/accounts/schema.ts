import { z } from 'zod'
import { APP_ROLES, type AppRole } from '@/lib/auth/roles'
import { MAX_NAME_LENGTH, MAX_PASSWORD_BYTES, MIN_PASSWORD_LENGTH } from './rules'

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'This is too long for an e-mail address.')
  .pipe(z.email('Enter an e-mail address, such as you@example.com.'))

const newPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`)
  .refine((text) => new TextEncoder().encode(text).length <= MAX_PASSWORD_BYTES, 'Use at most 72 characters.')

const givenPassword = z.string().min(1, 'Enter your password.').max(1000, 'This is not your password.')

const displayName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(MAX_NAME_LENGTH, `Use at most ${MAX_NAME_LENGTH} characters.`)
  .regex(/^\P{Cc}*$/u, 'A name has no line breaks or control characters.')

/** Where to go afterwards; `safePath` decides, so anything is accepted here. */
const next = z.string().optional()

export const signUpInput = z.object({ displayName, email, password: newPassword, next })
export const signInInput = z.object({ email, password: givenPassword, next })
export const demoSignInInput = z.object({ email, next })
export const resetRequestInput = z.object({ email })
export const newPasswordInput = z.object({ password: newPassword })
export const nameInput = z.object({ displayName })
export const passwordChangeInput = z.object({ currentPassword: givenPassword, password: newPassword })
export const roleInput = z.object({ userId: z.guid(), role: z.enum(APP_ROLES) })
export const memberSearch = z.object({ search: z.string().trim().max(100) })

/** A person as admins see them. */
export type Member = {
  id: string
  email: string | null
  displayName: string
  role: AppRole
  createdAt: string
}

type ProfileRow = {
  id: string
  email: string | null
  display_name: string
  role: AppRole
  created_at: string
}

export function toMember(row: ProfileRow): Member {
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    createdAt: row.created_at,
  }
}
