import { z } from 'zod'

/** What a live query tells its read (`ReadRequest`): part of the input of an action that shares what it reads. */
export const readRequest = z.object({ heldFromUs: z.number().nullable().default(null) })
