import { toString as toText } from "mdast-util-to-string";
import { typeOfPicture } from "../../picture.ts";
import type { Drawn } from "../input.ts";
import type { Picture } from "../lower/picture.ts";
import { readPng } from "./png.ts";
import { type Reporter, type Rule, startOf } from "./rule.ts";

/** Medium's own limit is higher; a phone's patience is not. */
const largest = 5 * 1024 * 1024;

/** Rules on pictures: what they are, what they are called, what they say in words. */
export const pictureRules: readonly Rule[] = [
  {
    id: "MD-32",
    check({ lowered, files }, report) {
      for (const [path, bytes] of files) {
        const isNamed = /^images\/.*\.(png|jpe?g|gif|svg|webp)$/i.test(path);
        if (isNamed && !typeOfPicture(Buffer.from(bytes)))
          report.stale(startOf(path), "neither PNG nor JPEG");
      }
      for (const picture of lowered.pictures) {
        if (/\.svgz?([?#]|$)/i.test(picture.url ?? ""))
          report.error(
            picture,
            `SVG: ${picture.url}`,
            "Medium takes PNG and JPEG",
          );
      }
    },
  },
  {
    id: "MD-40",
    check({ lowered }, report) {
      for (const picture of lowered.pictures) checkWords(picture, report);
    },
  },
  {
    id: "MD-42",
    check({ lowered }, report) {
      for (const picture of lowered.pictures) {
        if (picture.drawn !== undefined)
          checkPixels(picture, picture.drawn, report);
        else if (picture.made === "figure")
          report.error(picture, `figure was not drawn: ${picture.name}`);
      }
    },
  },
  {
    id: "MD-43",
    check({ lowered }, report) {
      const [cover] = lowered.pictures;
      if (cover === undefined) {
        report.warning(
          undefined,
          "no picture: the article has no cover",
          "show a figure, best within the first screen",
        );
        return;
      }
      if (cover.made === "formula" || cover.made === "table")
        report.warning(
          cover,
          `the cover would be a ${cover.made}`,
          "put a figure before it",
        );
      if (cover.drawn === undefined) return;
      const { width, height } = cover.drawn;
      const ratio = width / height;
      if (ratio < 1.3 || ratio > 2.4 || width < 1400)
        report.warning(
          cover,
          `the cover is ${width} × ${height}`,
          "the first picture is at least 1400 wide, and 1.3 to 2.4 times as wide as high",
        );
    },
  },
  {
    id: "MD-44",
    check({ lowered, settings }, report) {
      for (const picture of lowered.pictures) {
        const words = `${picture.alt} ${toText(picture.children)}`;
        const isAi =
          settings["ai-images"].includes(picture.name) ||
          settings["ai-images"].includes(picture.url ?? "");
        if (isAi && !/\bAI\b|artificial intelligence/i.test(words))
          report.error(
            picture,
            "the caption does not say that an AI made the picture",
            "Medium asks for it: (image made with AI)",
          );
        if (
          picture.made === "linked" &&
          !/\b(source|photo|image|licen[cs]e|CC|credit|by)\b/i.test(
            toText(picture.children),
          )
        )
          report.warning(
            picture,
            "no source below the picture",
            'say whose it is: ![alt](address "Source: …")',
          );
      }
    },
  },
  {
    id: "MD-45",
    check({ lowered }, report) {
      for (const picture of lowered.pictures) {
        const { smallestText, width } = picture.drawn ?? {};
        if (smallestText === undefined || width === undefined) continue;
        const shown = (smallestText * 680) / width;
        // A scale is no exact number: a hair below 13 is 13.
        if (shown < 12.99)
          report.warning(
            picture,
            `text of ${shown.toFixed(1)} px in the picture ${picture.name}`,
            "show less at once, fewer columns or nodes: text is at least 13 px when the picture is 680 wide",
          );
      }
    },
  },
];

function checkWords(picture: Picture, report: Reporter): void {
  const { alt } = picture;
  const caption = toText(picture.children).trim();
  if (alt.trim().length < 10 || alt.length > 250)
    report.error(
      picture,
      `alternative text of ${alt.trim().length} characters: ${called(picture)}`,
      "say in 10 to 250 what the picture shows",
    );
  else if (/^\S+\.(png|jpe?g|gif|svg)$/i.test(alt.trim()))
    report.error(
      picture,
      `alternative text is a file name: ${alt}`,
      "say what the picture shows",
    );
  else if (alt.trim() === caption)
    report.error(
      picture,
      `alternative text is the caption: ${called(picture)}`,
      "the one says what is seen, the other what it means",
    );
  if (caption === "" && picture.made !== "formula" && picture.made !== "table")
    report.error(
      picture,
      `no caption: ${called(picture)}`,
      "say what the picture means",
    );
}

/** A figure's name in the record, or an image's address. */
function called({ name, url }: Picture): string {
  return url ?? name;
}

function checkPixels(
  picture: Picture,
  { bytes, type, width, isOpaque }: Drawn,
  report: Reporter,
): void {
  const { name, made } = picture;
  // What a person photographed they cannot draw again: a soft picture is theirs to show.
  if (width > 2500 || (width < 900 && made !== "own"))
    report.error(
      picture,
      `picture is ${width} px wide: ${name}`,
      "draw it 1400 to 2500 wide",
    );
  else if (width < 1400)
    report.warning(
      picture,
      `picture is ${width} px wide: ${name}`,
      made === "own"
        ? "take one that is 1400 wide: it looks soft on good screens"
        : "draw it 1400 wide: it looks soft on good screens",
    );
  if (bytes.length > largest)
    report.error(
      picture,
      `picture of ${(bytes.length / 1024 / 1024).toFixed(1)} MB: ${name}`,
      "5 MB at most",
    );
  // Who drew it with 8 bits and looked through it need not decode it again.
  if (type !== "jpeg" && isOpaque !== true) checkPng(picture, bytes, report);
}

function checkPng(picture: Picture, bytes: Buffer, report: Reporter): void {
  const { name } = picture;
  const png = readPng(bytes);
  if (png === undefined) {
    report.stale(picture, `picture cannot be read: ${name}`);
    return;
  }
  if (png.bits !== 8)
    report.error(
      picture,
      `picture of ${png.bits} bits a colour: ${name}`,
      "save it with 8 bits: some browsers show no more",
    );
  if (png.isTransparent)
    report.error(
      picture,
      `picture is transparent: ${name}`,
      "draw it on white: dark mode would shine through",
    );
}
