export const NOTIFICATION_TYPES = ['success', 'error', 'warning', 'info'] as const

export type NotificationType = (typeof NOTIFICATION_TYPES)[number]
