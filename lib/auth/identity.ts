import type { AppRole } from './roles'

/** Who a verified access token speaks for. Costs no request. */
export type Identity = { userId: string; email: string | null; isAnonymous: boolean }

/** An identity with what only the database knows. Costs one read. */
export type Session = Identity & { displayName: string; role: AppRole }
