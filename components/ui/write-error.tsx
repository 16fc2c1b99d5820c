type Props = { error: { message: string; fields?: Record<string, string[]> } | null }

/** Why a write was refused, beside what was pressed. What belongs to a field is shown there. */
export function WriteError({ error }: Props) {
  if (error === null || error.fields) return null
  return (
    <p role="alert" className="pt-1.5 text-destructive text-sm">
      {error.message}
    </p>
  )
}
