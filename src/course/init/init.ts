import { existsSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../../errors.ts";
import { parseJson } from "../../json.ts";
import { limits } from "../../limits.ts";
import { readText } from "../../text.ts";
import { home, readTopics } from "../../topic/topic.ts";
import { completeManifest, courseFiles, type Named } from "./course-files.ts";

/** Which topics a course starts with: none, the first or all three of `templates/course/topics`, or the chapter's ten. */
export type Start = "none" | "example" | "three" | "chapter";

/** One thing that is made, or is there already and stays. */
export interface Step {
  /** From the course's folder, with `/`. */
  readonly path: string;
  readonly state: "made" | "kept" | "completed";
  /** Of what is completed: the keys. */
  readonly added?: readonly string[];
}

/** Of a `package.json` what is asked for here. */
interface Package {
  readonly version: string;
  readonly dependencies: { readonly [name: string]: string };
}

/** What to make. */
export interface Wish {
  /** Absolute. */
  readonly folder: string;
  readonly named: Named;
  readonly start: Start;
  /** Says what would be made, and makes nothing. */
  readonly dryRun: boolean;
  /** Of this Lectern. */
  readonly package: Package;
}

/**
 * Makes a course: what is not there yet, and nothing else. Throws UserError for Lectern's own folder
 * and for a `package.json` that cannot be read, before anything is written.
 */
export async function initCourse(wish: Wish): Promise<Step[]> {
  const { folder, named, dryRun } = wish;
  if (folder === resolve(home))
    throw new UserError(
      `folder is Lectern itself: ${folder}`,
      "give a folder for the course: lectern init ../my-course",
      2,
    );
  const manifest = await planManifest(wish);
  const steps: Step[] = [manifest.step];
  if (!dryRun && manifest.text !== undefined)
    await put(join(folder, "package.json"), manifest.text);
  const isStarted =
    existsSync(join(folder, "topics")) && readTopics(folder).topics.length > 0;
  for (const { path, text } of await courseFiles(folder, named)) {
    const target = join(folder, path);
    const isThere =
      existsSync(target) ||
      (path === "lectern.config.ts" &&
        existsSync(join(folder, "lectern.config.json"))) ||
      (path === "topics/.gitkeep" && (isStarted || wish.start !== "none"));
    if (isThere && path.endsWith(".gitkeep")) continue;
    steps.push({ path, state: isThere ? "kept" : "made" });
    if (!isThere && !dryRun) await put(target, text);
  }
  return [...steps, ...(await startTopics(wish))];
}

/** `package.json`, with what it lacks. */
async function planManifest(wish: Wish) {
  const { folder } = wish;
  const path = join(folder, "package.json");
  const given = await readText(path, "package.json", limits.config);
  const read = given === undefined ? undefined : parseJson(Buffer.from(given));
  if (given !== undefined && (typeof read !== "object" || read === null))
    throw new UserError(
      `${path} is not valid JSON`,
      "mend it, then start the course again",
    );
  const { manifest, added } = completeManifest(
    read as { [key: string]: unknown } | undefined,
    folder,
    packagesOf(wish),
  );
  const state =
    given === undefined ? "made" : added.length > 0 ? "completed" : "kept";
  const step: Step = {
    path: "package.json",
    state,
    ...(state === "completed" && { added }),
  };
  const text =
    state === "kept" ? undefined : `${JSON.stringify(manifest, null, 2)}\n`;
  return { step, text };
}

/** What topics import, by name, with versions. */
function packagesOf({ start, package: own }: Wish): { [name: string]: string } {
  const { version, dependencies } = own;
  const tfjs = dependencies["@tensorflow/tfjs"] ?? "*";
  // An installed Lectern keeps the canvas that it draws on to itself.
  const canvas = dependencies["@napi-rs/canvas"];
  return {
    lectern: `^${version}`,
    "@tensorflow/tfjs": tfjs,
    ...(start === "chapter" &&
      canvas !== undefined && { canvas: `npm:@napi-rs/canvas@${canvas}` }),
  };
}

/** The topics of the start, one by one: a folder that is there stays as it is. */
async function startTopics({ folder, start, dryRun }: Wish): Promise<Step[]> {
  if (start === "none") return [];
  const from = start === "chapter" ? home : join(home, "templates/course");
  const all = readTopics(from).topics;
  const steps: Step[] = [];
  for (const { name, folder: source } of start === "example"
    ? all.slice(0, 1)
    : all) {
    const target = join(folder, "topics", name);
    const isThere = existsSync(target);
    steps.push({ path: `topics/${name}/`, state: isThere ? "kept" : "made" });
    if (!isThere && !dryRun) await cp(source, target, { recursive: true });
  }
  return steps;
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
