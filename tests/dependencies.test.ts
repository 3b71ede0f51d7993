import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { home } from "../src/topic/topic.ts";

/** Folders of src, each with those that it may import. The order of the design, in one table. */
const allowed: { readonly [folder: string]: readonly string[] } = {
  cli: [
    "medium",
    "deck",
    "article",
    "lab",
    "engine",
    "digits",
    "figure",
    "record",
    "topic",
  ],
  medium: ["article", "figure", "record", "topic"],
  deck: ["article", "figure", "record", "topic"],
  article: ["figure", "record", "topic"],
  lab: ["engine", "digits", "figure", "record"],
  learning: ["engine", "digits", "figure"],
  record: ["figure"],
  figure: [],
  engine: [],
  digits: [],
  topic: [],
};

/**
 * Rooms with inner walls: the inner rooms of each, with those that they may import. Files beside
 * the inner rooms (`.`) are the way in: they may import all of them, and none imports them.
 */
const inner: {
  readonly [folder: string]: { readonly [room: string]: readonly string[] };
} = {
  figure: {
    kinds: ["chart", "paint", "plan", "data"],
    chart: ["paint", "plan", "data"],
    paint: ["data"],
    plan: ["data"],
    data: [],
  },
};

/** Packages that a folder must never see: documents know no tensors, experiments no documents. */
const forbidden: { readonly [folder: string]: RegExp } = {
  article: /^@tensorflow|^pptxgenjs/,
  medium: /^@tensorflow|^pptxgenjs/,
  deck: /^@tensorflow/,
  figure: /^@tensorflow|^pptxgenjs|^unified|^remark/,
  record: /^@tensorflow|^pptxgenjs|^unified|^remark/,
  engine: /^pptxgenjs|^unified|^remark|^rehype/,
  learning: /^pptxgenjs|^unified|^remark|^rehype/,
  digits: /^pptxgenjs|^unified|^remark|^rehype|^@tensorflow/,
  lab: /^pptxgenjs|^unified|^remark|^rehype/,
};

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

async function readImports(): Promise<Import[]> {
  const entries = await readdir(join(home, "src"), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith(".ts"),
  );
  const found = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const file = path.slice(home.length + "src/".length);
      const text = await readFile(path, "utf8");
      const specifiers = [
        ...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g),
      ];
      return specifiers.map(([, target = ""]) => ({
        file,
        folder: file.split("/")[0] ?? "",
        target,
      }));
    }),
  );
  return found.flat();
}

test("dependencies point one way", async () => {
  const imports = await readImports();
  expect(imports.length).toBeGreaterThan(200);
  const wrong = imports.flatMap(({ file, folder, target }) => {
    const depth = file.split("/").length - 1;
    const other = new RegExp(`^${"\\.\\./".repeat(depth)}([a-z]+)/`).exec(
      target,
    )?.[1];
    if (other === undefined || other === folder) return [];
    return allowed[folder]?.includes(other)
      ? []
      : [`${file} imports ${target}`];
  });
  expect(wrong).toEqual([]);
});

test("inside a room, too", async () => {
  const imports = (await readImports()).filter(
    ({ folder, target }) => folder in inner && target.startsWith("."),
  );
  const wrong = imports.flatMap(({ file, folder, target }) => {
    const [from = ""] = file.split("/").slice(1, -1);
    const [head, ...rest] = join(file, "..", target).split("/");
    if (head !== folder || from === "") return [];
    const [to = ""] = rest.slice(0, -1);
    const rooms = to === from ? [from] : inner[folder]?.[from];
    return rooms?.includes(to) ? [] : [`${file} imports ${target}`];
  });
  expect(imports.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

test("no folder of a room with inner walls holds more than sixteen files", async () => {
  for (const folder of Object.keys(inner)) {
    const files = (await readImports()).filter(
      (each) => each.folder === folder,
    );
    const held = new Map<string, Set<string>>();
    for (const { file } of files) {
      const names = held.get(dirname(file)) ?? new Set();
      held.set(dirname(file), names.add(file));
    }
    const full = [...held].filter(([, names]) => names.size > 16);
    expect(full.map(([path]) => path)).toEqual([]);
  }
});

test("documents know no tensors, and experiments know no documents", async () => {
  const wrong = (await readImports())
    .filter(({ folder, target }) => forbidden[folder]?.test(target))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(wrong).toEqual([]);
});

test("no file imports itself through others", async () => {
  const graph = new Map<string, string[]>();
  for (const { file, target } of await readImports()) {
    if (!target.startsWith(".")) continue;
    const resolved = join(file, "..", target);
    graph.set(file, [...(graph.get(file) ?? []), resolved]);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file))
      cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});
