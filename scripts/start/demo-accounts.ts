/** The accounts of supabase/local/demo.sql; they exist on the embedded default only. */
export const demoAccounts = [
  { label: 'Mira Creator', email: 'creator@rowcast.test', password: 'rowcast-demo', role: 'member' },
  { label: 'Otto Creator', email: 'creator2@rowcast.test', password: 'rowcast-demo', role: 'member' },
  { label: 'Tara Teacher', email: 'teacher@rowcast.test', password: 'rowcast-demo', role: 'teacher' },
  { label: 'Asha Admin', email: 'admin@rowcast.test', password: 'rowcast-demo', role: 'admin' },
  { label: 'Ben Admin', email: 'admin2@rowcast.test', password: 'rowcast-demo', role: 'admin' },
] as const
