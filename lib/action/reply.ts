/** Data of an answer together with headers of its own. */
export class Reply<T> {
  readonly data: T
  readonly headers: Record<string, string>

  constructor(data: T, headers: Record<string, string>) {
    this.data = data
    this.headers = headers
  }
}

/** For an answer that has more to say than its body, such as `ETag` and `Location`. */
export function reply<T>(data: T, headers: Record<string, string>): Reply<T> {
  return new Reply(data, headers)
}
