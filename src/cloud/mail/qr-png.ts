import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Dots of one square of the code: large enough for a camera, also on a small screen. */
const SCALE = 6;
/** Squares left white around it, as scanners ask. */
const BORDER = 4;

/** A QR code as a PNG of one bit for each dot: mail programs show no SVG. */
export function qrPng(text: string): Uint8Array {
  const { size, data } = encode(text, { border: BORDER });
  const side = size * SCALE;
  const rows = data.flatMap((squares) => {
    const row = Buffer.alloc(1 + Math.ceil(side / 8));
    for (let dot = 0; dot < side; dot += 1) {
      // In PNG a 1 is white.
      if (squares[Math.floor(dot / SCALE)] === true) continue;
      const byte = 1 + (dot >> 3);
      row.writeUInt8(row.readUInt8(byte) | (0x80 >> (dot & 7)), byte);
    }
    return Array.from({ length: SCALE }, () => row);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit, grey.
  header.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
