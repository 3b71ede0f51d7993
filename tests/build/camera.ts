import { createCanvas } from "canvas";

/** What a camera wrote about its place: no byte of an output may say it. */
export const place = "SECRET-PLACE";

/**
 * A photograph of 12 megapixels, held upright: 4000 × 3000 pixels that are to be turned by a
 * quarter (EXIF orientation 6), with a red corner that is then the upper right one, and the
 * place where it was taken (tags 0x8825 and GPSMapDatum).
 */
export function photograph(width = 4000, height = 3000): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#dddddd";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#ff0000";
  context.fillRect(0, 0, width / 2, height / 2);
  const jpeg = canvas.toBuffer("image/jpeg", 90);
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

/** An APP1 segment. Source: CIPA DC-008, Exif 2.32, 4.5 and 4.6. */
function exif(): Buffer {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const none = Buffer.alloc(4);
  const count = (entries: number) => Buffer.from([entries, 0]);
  const tiff = Buffer.concat([
    Buffer.from("II*\0\x08\0\0\0", "latin1"),
    ...[count(2), entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, 38), none],
    ...[count(1), entry(0x0012, 2, place.length + 1, 56), none],
    Buffer.from(`${place}\0`),
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
