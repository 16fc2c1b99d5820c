/**
 * Changes to recordings before they are replayed. Either the recording shows what Supabase itself calls a
 * defect and this server means to do better, or it holds a race of that one run, or a wait that can be shorter.
 */
import type { GoldenLine } from './golden.ts'

type Edit = { files: string; why: string; apply: (lines: GoldenLine[], version: string) => GoldenLine[] }

const edits: Edit[] = [
  {
    files: '21-jwt-connect-errors',
    why: 'There is one project, so there is no host of an unknown one.',
    apply: (lines) => lines.filter((line) => line.conn !== 'c7'),
  },
  {
    files: '33-pg-types',
    why: 'A cast without the length cut char(5) to one character.',
    apply: (lines) =>
      lines.map((line) => (isFrame(line) ? withText(line, '"c_char": "c"', '"c_char": "ch   "') : line)),
  },
  {
    files: '42-token-refresh',
    why: 'After a new token the old one counted for seconds more.',
    apply: (lines) =>
      lines.filter(
        (line) => !(isFrame(line) && line.text?.includes('"INSERT"') && line.text.includes('"id": 171')),
      ),
  },
  {
    files: '46-token-expiry',
    why: 'Two seconds show the same as seven.',
    apply: (lines) => lines.map((line) => withText(line, 'exp=iat+7s', 'exp=iat+2s')),
  },
  {
    files: '48-broadcast-v2-binary',
    why: 'Frames of kind 2 crash the client, and version 1 got text that is no JSON.',
    apply: (lines) =>
      lines.filter(
        (line) =>
          !(isFrame(line) && (line.binary?.startsWith('Ag0J') || line.text?.includes('unable to parse'))),
      ),
  },
  {
    files: '49-broadcast-rest',
    why: 'The frame was recorded before the answer to the request that caused it.',
    apply: (lines) => lines.toSorted((a, b) => restOrder(a, lines) - restOrder(b, lines)),
  },
  {
    files: '52-presence',
    why: 'Whether a reply or the diff comes first, and whether a leaver hears of its own leave, was a race.',
    apply: (lines, version) => (version === 'v1' ? withoutPresenceRaces(lines) : lines),
  },
  {
    files: '68-cdc-connection-killed',
    why: 'The statement kills a backend that does not exist here, and no change is lost.',
    apply: (lines) =>
      lines.flatMap((line) =>
        isUpdateToB(line) ? [withText(line, '"v": "b"', '"v": "while down"'), line] : [line],
      ),
  },
]

/** The lines to replay for a recording, such as `v2/33-pg-types.jsonl`. */
export function edited(version: string, file: string, lines: GoldenLine[]): GoldenLine[] {
  const edit = edits.find((candidate) => file.startsWith(candidate.files))
  return edit ? edit.apply(lines, version) : lines
}

function isFrame(line: GoldenLine): boolean {
  return line.dir === '<'
}

function withText(line: GoldenLine, from: string, to: string): GoldenLine {
  return line.text === undefined ? line : { ...line, text: line.text.replaceAll(from, to) }
}

function isUpdateToB(line: GoldenLine): boolean {
  return isFrame(line) && line.text?.includes('"UPDATE"') === true && line.text.includes('"v": "b"')
}

/** A request takes the place of the frame before it. */
function restOrder(line: GoldenLine, lines: GoldenLine[]): number {
  const at = lines.indexOf(line)
  const before = lines[at - 1]
  return line.dir === 'rest' && before?.text?.includes('broadcast') ? at - 1.5 : at
}

function withoutPresenceRaces(lines: GoldenLine[]): GoldenLine[] {
  const kept = lines.filter(
    (line) =>
      !(isFrame(line) && line.text?.includes('"leaves":{"alice"') && line.text.includes('"joins":{}')),
  )
  const firstDiff = kept.findIndex((line) => isFrame(line) && line.text?.includes('presence_diff'))
  const [diff, reply] = kept.slice(firstDiff, firstDiff + 2)
  return diff && reply ? kept.toSpliced(firstDiff, 2, reply, diff) : kept
}
