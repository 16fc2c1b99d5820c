/** Data together with the Postgres instant up to which it holds every commit; see `Success.asOf`. */
export class WithAsOf<T> {
  readonly data: T
  readonly asOf: string | null

  constructor(data: T, asOf: string | null) {
    this.data = data
    this.asOf = asOf
  }
}

/** For a read that knows its instant. `asOf` is null when Postgres could not name one. */
export function withAsOf<T>(data: T, asOf: string | null): WithAsOf<T> {
  return new WithAsOf(data, asOf)
}
