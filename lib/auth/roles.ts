export const APP_ROLES = ['member', 'teacher', 'admin'] as const

export type AppRole = (typeof APP_ROLES)[number]

/** An admin may do what a teacher may, and both what a member may. */
export function hasRole(role: AppRole, needed: AppRole): boolean {
  return APP_ROLES.indexOf(role) >= APP_ROLES.indexOf(needed)
}
