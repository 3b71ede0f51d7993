import JSZip from "jszip";
import { expect, test } from "vitest";
import { unzipPlain } from "../../../src/deck/package/directory.ts";
import { unzip, zip } from "../../../src/deck/package/zip.ts";

const files = new Map<string, string | Buffer>([
  ["[Content_Types].xml", "<Types/>"],
  ["_rels/.rels", "<é/>".repeat(999)],
  ["ppt/media/ink.png", Buffer.from([0, 255, 10])],
  ["empty.xml", ""],
]);

/** The archive with a number of so many bytes in the place of the one there, from its end. */
function patched(bytes: Buffer, fromEnd: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt16LE(value, bytes.length - fromEnd);
  return changed;
}

test("an archive of ours is read as what was put into it", async () => {
  const archive = await zip(files);
  expect(unzipPlain(archive)?.get("ppt/media/ink.png")).toEqual(
    files.get("ppt/media/ink.png"),
  );
  expect(await unzip(archive)).toEqual(files);
});

test("any other archive is left to the library, which reads it or says what is wrong", async () => {
  const archive = await zip(files);
  const folders = new JSZip();
  folders.file("a/b.xml", "<b/>");
  const withFolders = await folders.generateAsync({ type: "nodebuffer" });
  const odd: readonly (readonly [string, Buffer])[] = [
    ["folders", withFolders],
    ["something before it", Buffer.concat([Buffer.from("MZ"), archive])],
    ["something behind it", Buffer.concat([archive, Buffer.from("\n")])],
    ["another count", patched(archive, 12, 3)],
    ["cut off", archive.subarray(0, -1)],
    ["nothing", Buffer.from("no deck")],
    ["a broken file", broken(archive)],
  ];
  for (const [what, bytes] of odd)
    expect([what, unzipPlain(bytes)]).toEqual([what, undefined]);
  expect((await unzip(withFolders)).get("a/b.xml")).toBe("<b/>");
  await expect(unzip(broken(archive))).rejects.toThrow("no zip archive");
});

/** The first file's deflated bytes are others. */
function broken(archive: Buffer): Buffer {
  const changed = Buffer.from(archive);
  const at = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  changed.fill(0xff, at, at + 4);
  return changed;
}
