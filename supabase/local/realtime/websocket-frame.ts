/**
 * WebSocket frames from server to client (RFC 6455, section 5.2): final, unmasked, uncompressed.
 * Built once and written as the same bytes to every socket.
 */
const finalText = 0x81
const finalBinary = 0x82

export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const frame = allocate(finalText, length)
  frame.write(text, frame.length - length)
  return frame
}

export function binaryFrame(payload: Buffer): Buffer {
  const frame = allocate(finalBinary, payload.length)
  payload.copy(frame, frame.length - payload.length)
  return frame
}

function allocate(opcode: number, length: number): Buffer {
  if (length < 126) {
    const frame = Buffer.allocUnsafe(2 + length)
    frame[0] = opcode
    frame[1] = length
    return frame
  }
  if (length < 65_536) {
    const frame = Buffer.allocUnsafe(4 + length)
    frame[0] = opcode
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
    return frame
  }
  const frame = Buffer.allocUnsafe(10 + length)
  frame[0] = opcode
  frame[1] = 127
  frame.writeUInt32BE(0, 2)
  frame.writeUInt32BE(length, 6)
  return frame
}
