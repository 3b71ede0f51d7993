import { toString as toText } from "mdast-util-to-string";
import { sha256 } from "../../files.ts";
import type { Drawn } from "../input.ts";
import type { Lowered } from "./lower.ts";
import type { Picture } from "./picture.ts";

/** A picture with its number and the file that it is written to. */
export interface NumberedPicture {
  /** From 1, in the order of the article. */
  readonly number: number;
  readonly picture: Picture;
  /** `images/03-loss-ab12cd34.png`; undefined for an image by its address. */
  readonly file: string | undefined;
  /** Where Medium fetches it: https; undefined without a base URL. */
  readonly url: string | undefined;
  readonly alt: string;
  /** Plain text, "" without one. */
  readonly caption: string;
}

/** The pictures of `lowered`, hosted under `baseUrl` when there is one. */
export function numberPictures(
  { pictures }: Lowered,
  baseUrl: string | undefined,
): NumberedPicture[] {
  return pictures.map((picture, index) => {
    const number = index + 1;
    const file = picture.drawn && fileOf(picture.name, number, picture.drawn);
    const hosted =
      file === undefined || baseUrl === undefined
        ? undefined
        : hostedAt(baseUrl, file);
    return {
      number,
      picture,
      file,
      url: picture.url ?? hosted,
      alt: picture.alt,
      caption: toText(picture.children).trim(),
    };
  });
}

/** Address of a file of the `medium` folder that lies at `baseUrl`. */
export function hostedAt(baseUrl: string, file: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/${file}`;
}

/** The hash in the name: a corrected picture has a new address, past every cache. */
function fileOf(name: string, number: number, { bytes, type }: Drawn): string {
  const hash = sha256(bytes).slice(0, 8);
  const ending = type === "jpeg" ? "jpg" : "png";
  return `images/${String(number).padStart(2, "0")}-${name}-${hash}.${ending}`;
}
