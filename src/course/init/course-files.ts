import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { home } from "../../topic/topic.ts";
import type { Course } from "../course.ts";

/** What a new course says of itself. */
export type Named = Pick<
  Course,
  "author" | "course" | "language" | "publication"
>;

/** A file of a new course: its path from the course's folder, with `/`, and its text. */
export interface CourseFile {
  readonly path: string;
  readonly text: string;
}

/** All files of a new course in `folder` but its topics and its `package.json`. */
export async function courseFiles(
  folder: string,
  named: Named,
): Promise<CourseFile[]> {
  const course = named.course ?? basename(resolve(folder));
  const readme = await readTemplate("start/README.md");
  return [
    { path: "README.md", text: readme.replace("{{course}}", course) },
    { path: "lectern.config.ts", text: configText(named) },
    { path: "tsconfig.json", text: await readTemplate("start/tsconfig.json") },
    // npm leaves a file called .gitignore out of a package.
    { path: ".gitignore", text: await readTemplate("start/gitignore") },
    { path: "class/.gitkeep", text: "" },
    { path: "topics/.gitkeep", text: "" },
    ...(await workflows()),
  ];
}

async function workflows(): Promise<CourseFile[]> {
  return Promise.all(
    ["check.yml", "pages.yml"].map(async (name) => ({
      path: `.github/workflows/${name}`,
      text: await readTemplate(`workflows/${name}`),
    })),
  );
}

function readTemplate(path: string): Promise<string> {
  return readFile(join(home, "templates/course", path), "utf8");
}

function configText({ course, author, publication, language }: Named): string {
  const lines = Object.entries({ course, author, publication, language })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)},\n`);
  return `// What is said once for all articles and decks: \`lectern help config\` lists every setting.
export default {
${lines.join("")}};
`;
}

/** What `package.json` gets in a course, where it does not say so already. */
export function completeManifest(
  given: { readonly [key: string]: unknown } | undefined,
  folder: string,
  packages: { readonly [name: string]: string },
): { readonly manifest: object; readonly added: readonly string[] } {
  const scripts = isTable(given?.scripts) ? given.scripts : {};
  const dependencies = isTable(given?.dependencies) ? given.dependencies : {};
  const lacking = Object.keys(packages).filter(
    (name) => dependencies[name] === undefined,
  );
  const isOwn = given === undefined;
  // A package with an entry of its own decides itself what its modules are.
  const isFree = given?.main === undefined && given?.exports === undefined;
  const tests = String(scripts.test ?? "no test specified");
  const wanted: readonly (readonly [string, boolean, object])[] = [
    ["name", isOwn, { name: nameOf(folder) }],
    ["private", isOwn, { private: true }],
    ["type", given?.type === undefined && isFree, { type: "module" }],
    [
      "scripts.test",
      tests.includes("no test specified"),
      { scripts: { ...scripts, test: "lectern check" } },
    ],
    [
      `dependencies: ${lacking.join(", ")}`,
      lacking.length > 0,
      { dependencies: { ...packages, ...dependencies } },
    ],
  ];
  const missing = wanted.filter(([, isMissing]) => isMissing);
  const manifest = Object.assign(
    { ...given },
    ...missing.map((each) => each[2]),
  );
  return { manifest, added: missing.map(([key]) => key) };
}

function nameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" || name === "lectern" ? "course" : name;
}

function isTable(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
