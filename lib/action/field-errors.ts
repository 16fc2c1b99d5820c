import type { z } from 'zod'

/** What is wrong, by the path of the field; what concerns the whole input is left out. */
export function fieldErrors(error: z.ZodError): Record<string, string[]> {
  // No object: a field can be called `__proto__` or `constructor`.
  const fields = new Map<string, string[]>()
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : null
    const names = unknown ? unknown.map((key) => (path === '' ? key : `${path}.${key}`)) : [path]
    for (const name of names) {
      if (name === '') continue
      fields.set(name, [...(fields.get(name) ?? []), unknown ? 'There is no such field.' : issue.message])
    }
  }
  return Object.fromEntries(fields)
}
