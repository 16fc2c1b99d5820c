import type { z } from 'zod'

/** What is wrong, by the path of the field; what concerns the whole input is left out. */
export function fieldErrors(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : null
    const names = unknown ? unknown.map((key) => (path === '' ? key : `${path}.${key}`)) : [path]
    for (const name of names) {
      if (name === '') continue
      fields[name] = [...(fields[name] ?? []), unknown ? 'There is no such field.' : issue.message]
    }
  }
  return fields
}
