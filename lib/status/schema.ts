import { z } from 'zod'

const tableRow = z
  .object({ name: z.string(), is_published: z.boolean(), is_readable: z.boolean() })
  .transform(({ name, is_published, is_readable }) => ({
    name,
    isPublished: is_published,
    isReadable: is_readable,
  }))

/** What SQL function `get_live_health` answers. */
export const healthRow = z.object({ tables: z.array(tableRow), as_of: z.string().nullable() })

export const healthInput = z.object({ userId: z.uuid() })

/** What the database says about the live tables, to the person who asks. */
export type LiveHealth = { tables: z.infer<typeof tableRow>[] }
