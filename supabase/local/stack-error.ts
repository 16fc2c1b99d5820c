/** A failure that a person can mend: its message is one clear sentence and is shown without a stack trace. */
export class StackError extends Error {
  override name = 'StackError'
}
