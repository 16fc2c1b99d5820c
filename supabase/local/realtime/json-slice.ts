/**
 * Cuts the text of one member out of a JSON document that has already been parsed once.
 * Payloads are forwarded as they came: a parse and a print would lose large integers and decimals.
 */

/** The text of the array element at `index`, or null when the array is shorter. */
export function sliceElement(json: string, index: number): string | null {
  let position = skipSpace(json, 0) + 1
  for (let at = 0; ; at++) {
    const end = valueEnd(json, position)
    if (at === index) return json.slice(position, end).trim()
    if (json.charCodeAt(end) !== comma) return null
    position = end + 1
  }
}

/** The text of the member `name` of a JSON object, or null. Of duplicates the last one counts, as in JSON.parse. */
export function sliceMember(json: string, name: string): string | null {
  let position = skipSpace(json, 0) + 1
  let found: string | null = null
  for (;;) {
    const keyStart = skipSpace(json, position)
    if (json.charCodeAt(keyStart) !== quote) return found
    const keyEnd = stringEnd(json, keyStart)
    const valueStart = skipSpace(json, keyEnd) + 1
    const end = valueEnd(json, valueStart)
    if (JSON.parse(json.slice(keyStart, keyEnd)) === name) found = json.slice(valueStart, end).trim()
    if (json.charCodeAt(end) !== comma) return found
    position = end + 1
  }
}

const quote = 0x22
const comma = 0x2c
const backslash = 0x5c

/** The position of the comma or bracket that ends the value beginning at `start`. */
function valueEnd(json: string, start: number): number {
  let depth = 0
  for (let at = start; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === quote) at = stringEnd(json, at) - 1
    else if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) {
      if (depth === 0) return at
      depth--
    } else if (code === comma && depth === 0) return at
  }
  return json.length
}

/** The position after the closing quote of the string beginning at `start`. */
function stringEnd(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at + 1
  }
  return json.length
}

function skipSpace(json: string, start: number): number {
  let at = start
  while (at < json.length && json.charCodeAt(at) <= 0x20) at++
  return at
}
