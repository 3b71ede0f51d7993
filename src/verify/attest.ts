import { rm } from "node:fs/promises";
import { join } from "node:path";
import { attestations } from "../build/manifest.ts";
import { publishedFile } from "../build/texts.ts";
import { readSettings } from "../course/settings.ts";
import { readIfThere, sha256, writeWhole } from "../files.ts";
import { isObject, parseJson } from "../json.ts";
import { type CrateSource, describeCrate } from "../record/crate.ts";
import { formatJson } from "../record/format.ts";
import type { Topic } from "../topic/topic.ts";
import type { Output } from "./output.ts";
import { drawBadge, type Report } from "./verdict.ts";

/**
 * Leaves the verdict beside the record, as JSON and as a badge; and where the run was reproduced, the
 * crate that says where all of it came from. Of what did not come out so, nobody knows that.
 */
export async function attest(
  topic: Topic,
  root: string,
  output: Output,
  report: Report,
): Promise<void> {
  const [json, badge, crate] = attestations;
  const { verdict } = report;
  const files = new Map([
    [json, formatJson(report)],
    [badge, drawBadge(topic.name, verdict)],
  ]);
  for (const [path, text] of files)
    await writeWhole(join(output.folder, path), text);
  const path = join(output.folder, crate);
  if (verdict !== "reproduced" && verdict !== "edited")
    return rm(path, { force: true });
  const source = await readSource(topic, root, output, report, files);
  await writeWhole(path, formatJson(describeCrate(source)));
}

async function readSource(
  topic: Topic,
  root: string,
  { record, manifest, files }: Output,
  { lectern }: Report,
  beside: ReadonlyMap<string, string>,
): Promise<CrateSource> {
  const { author, session } = await readSettings(root, manifest.flags, topic);
  const meta = parseJson(files.get("medium/meta.json"));
  const [title, subtitle] = ["title", "subtitle"].map((key) =>
    readText(meta, key),
  );
  const read = async (path: string) => parseJson(await readIfThere(path));
  const published = await read(join(topic.folder, publishedFile));
  const course = await read(join(root, "package.json"));
  return {
    ...{ record, lectern, author, title: title ?? topic.name },
    description:
      subtitle ??
      "An experiment, its record of numbers, and what is written of them.",
    date: readText(published, "since") ?? session?.date,
    licence: readText(course, "license"),
    files: [...files, ...beside].map(([path, content]) => {
      const bytes = Buffer.from(content ?? "");
      return { path, sha256: sha256(bytes), size: bytes.length };
    }),
  };
}

function readText(value: unknown, key: string): string | undefined {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === "string" && text !== "" ? text : undefined;
}
