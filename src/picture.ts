/** Width and height of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What a picture's file is. */
export type PictureType = "png" | "jpeg";

/** What bytes begin as: a PNG, a JPEG, or neither. */
export function typeOfPicture(bytes: Buffer): PictureType | undefined {
  if (bytes.subarray(0, 8).toString("latin1") === "\u0089PNG\r\n\u001a\n")
    return "png";
  return bytes.subarray(0, 3).toString("hex") === "ffd8ff" ? "jpeg" : undefined;
}

/** The size in the head of a PNG or JPEG; undefined for what is neither, says none, or is cut short. */
export function sizeOfPicture(bytes: Buffer): PictureSize | undefined {
  const type = typeOfPicture(bytes);
  if (type === undefined || !isComplete(bytes, type)) return undefined;
  return type === "png" ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
}

function sizeOfPng(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 24) return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** From the header of its first frame. Source: ITU-T T.81, B.2.2. */
function sizeOfJpeg(bytes: Buffer): PictureSize | undefined {
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    const isFrame =
      marker >= 0xffc0 &&
      marker <= 0xffcf &&
      ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame)
      return {
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
      };
    if (marker < 0xff00) return undefined;
    // Before a marker there may be more of its first byte.
    at += marker === 0xffff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Whether its last part is there: a decoder would show what is missing as gray. */
function isComplete(bytes: Buffer, type: PictureType): boolean {
  if (type === "png") return bytes.includes("IEND");
  const [scan, end] = ["ffda", "ffd9"].map((marker) =>
    bytes.lastIndexOf(Buffer.from(marker, "hex")),
  );
  return (end ?? 0) > (scan ?? 0);
}
