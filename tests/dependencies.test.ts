import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { home } from "../src/topic/topic.ts";

/** Folders of src, each with those that it may import. The order of the design, in one table. */
const allowed: { readonly [folder: string]: readonly string[] } = {
  cli: [
    "preview",
    "site",
    "diff",
    "verify",
    "draft",
    "build",
    "course",
    "medium",
    "deck",
    "article",
    "lab",
    "learning",
    "engine",
    "digits",
    "figure",
    "record",
    "topic",
  ],
  diff: ["build", "course", "article", "lab", "record", "topic"],
  verify: ["build", "course", "deck", "lab", "digits", "record", "topic"],
  build: [
    "course",
    "draft",
    "medium",
    "deck",
    "article",
    "lab",
    "figure",
    "kept",
    "record",
    "topic",
  ],
  preview: [
    "build",
    "course",
    "medium",
    "deck",
    "article",
    "lab",
    "figure",
    "record",
    "topic",
  ],
  site: [
    "build",
    "course",
    "draft",
    "reader",
    "medium",
    "deck",
    "article",
    "record",
    "topic",
  ],
  reader: ["lab", "learning", "engine", "digits", "kept", "record", "topic"],
  draft: ["article", "deck", "topic"],
  medium: ["course", "article", "figure", "record", "topic"],
  deck: ["article", "figure", "record", "topic"],
  article: ["figure", "record", "topic"],
  lab: ["engine", "digits", "figure", "record"],
  learning: ["engine", "digits", "figure"],
  record: ["figure"],
  figure: [],
  kept: [],
  engine: [],
  digits: [],
  topic: [],
  course: ["topic"],
};

/**
 * Rooms within a folder, each with those of the same folder that it may import: what lies in no
 * row's room belongs to the nearest one around it. For other folders the table above holds.
 */
const inner: { readonly [room: string]: readonly string[] } = {
  article: ["article/read", "article/bind"],
  "article/bind": ["article", "article/read"],
  "article/formula": [],
  "article/refresh": ["article", "article/bind", "article/read"],
  "article/read": ["article"],
  build: ["build/render", "build/refresh"],
  "build/class": ["build", "build/render"],
  "build/refresh": ["build", "build/render"],
  "build/render": ["build"],
  cli: ["cli/commands"],
  "cli/commands": ["cli", "cli/refresh"],
  "cli/refresh": ["cli"],
  deck: [
    "deck/layout",
    "deck/browser",
    "deck/package",
    "deck/pointing",
    "deck/rules",
    "deck/write",
  ],
  "deck/browser": ["deck", "deck/layout", "deck/browser/chart"],
  "deck/browser/chart": ["deck", "deck/layout", "deck/browser"],
  "deck/refresh": [
    "deck",
    "deck/package",
    "deck/refresh/content",
    "deck/refresh/file",
  ],
  "deck/refresh/content": ["deck/package", "deck/refresh/file"],
  "deck/refresh/file": ["deck/package"],
  "deck/read": ["deck"],
  "deck/layout": ["deck"],
  "deck/pointing": ["deck", "deck/layout", "deck/browser/chart"],
  "deck/write": ["deck", "deck/layout"],
  "deck/package": ["deck", "deck/layout"],
  "deck/render": ["deck", "deck/layout", "deck/rules"],
  "deck/rules": ["deck", "deck/layout", "deck/package"],
  diff: ["diff/compare", "diff/read", "diff/sides", "diff/write"],
  "diff/compare": ["diff", "diff/read"],
  "diff/read": [],
  "diff/sides": [],
  "diff/write": ["diff", "diff/compare"],
  digits: ["digits/files", "digits/handwriting", "digits/mnist"],
  "digits/files": ["digits"],
  "digits/handwriting": ["digits"],
  "digits/mnist": ["digits", "digits/files"],
  engine: ["engine/wasm", "engine/native"],
  "engine/wasm": ["engine", "engine/wasm/ops", "engine/wasm/plan"],
  "engine/wasm/ops": ["engine", "engine/wasm"],
  "engine/wasm/plan": ["engine", "engine/wasm"],
  "engine/native": ["engine", "engine/native/ops"],
  "engine/native/ops": ["engine", "engine/native"],
  "engine/kernels": [],
  figure: [
    "figure/art",
    "figure/kinds",
    "figure/chart",
    "figure/paint",
    "figure/plan",
    "figure/data",
  ],
  "figure/art": [
    "figure",
    "figure/kinds",
    "figure/paint",
    "figure/plan",
    "figure/data",
  ],
  "figure/kinds": [
    "figure/chart",
    "figure/paint",
    "figure/plan",
    "figure/data",
  ],
  "figure/chart": ["figure/paint", "figure/plan", "figure/data"],
  "figure/paint": ["figure/data"],
  "figure/plan": ["figure/data"],
  "figure/data": [],
  "learning/random": [],
  "learning/data": [],
  "learning/layers": ["learning/random"],
  "learning/train": ["learning/data", "learning/layers"],
  "learning/trials": [],
  medium: [],
  "medium/formula": ["medium"],
  "medium/lower": ["medium", "medium/formula"],
  "medium/pages": ["medium", "medium/lower"],
  "medium/published": ["medium", "medium/lower", "medium/pages"],
  "medium/rules": [
    "medium",
    "medium/lower",
    "medium/pages",
    "medium/rules/numbers",
  ],
  "medium/rules/numbers": ["medium", "medium/rules"],
  preview: [
    "preview/live",
    "preview/rehearsal",
    "preview/render",
    "preview/server",
  ],
  "preview/live": ["preview/rehearsal", "preview/render", "preview/server"],
  "preview/rehearsal": [],
  "preview/render": ["preview/server"],
  "preview/server": [],
  reader: [],
  "reader/worker": ["reader"],
  site: ["site/read", "site/pages"],
  "site/read": [],
  "site/pages": ["site/read"],
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

/** What the files of `src`, or of another folder, import. */
async function readImports(within = "src"): Promise<Import[]> {
  const entries = await readdir(join(home, within), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith(".ts"),
  );
  const found = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const file = relative(join(home, within), path);
      const text = await readFile(path, "utf8");
      const specifiers = [
        ...text.matchAll(/(?:from\s|import\s*\(?)\s*"([^"]+)"/g),
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

test("inner rooms import only those that they may", async () => {
  const wrong = (await readImports()).flatMap(({ file, folder, target }) => {
    const other = target.startsWith(".") ? join(file, "..", target) : file;
    const [room, into] = [roomOf(file), roomOf(other)];
    if (!room || !into || room === into) return [];
    const isOutside = into.split("/")[0] !== folder;
    return isOutside || inner[room]?.includes(into)
      ? []
      : [`${file} imports ${target}`];
  });
  expect(wrong).toEqual([]);
});

/** The innermost room of the table that the file lies in. */
function roomOf(file: string): string | undefined {
  return Object.keys(inner)
    .filter((room) => file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

test("no folder holds more than sixteen files", async () => {
  const entries = await readdir(join(home, "src"), {
    recursive: true,
    withFileTypes: true,
  });
  const held = new Map<string, number>();
  for (const { parentPath } of entries.filter((entry) => entry.isFile())) {
    if (parentPath.includes(join("engine", "kernels"))) continue;
    held.set(parentPath, (held.get(parentPath) ?? 0) + 1);
  }
  expect(held.size).toBeGreaterThan(30);
  expect([...held].filter(([, files]) => files > 16)).toEqual([]);
});

test("documents know no tensors, and experiments know no documents", async () => {
  const wrong = (await readImports())
    .filter(({ folder, target }) => forbidden[folder]?.test(target))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(wrong).toEqual([]);
});

test.each(["topics", "templates/topic"])(
  "%s import Lectern's front page, packages of the course and their own files, and nothing else",
  async (within) => {
    const imports = await readImports(within);
    expect(imports.map(({ target }) => target)).toContain("lectern");
    const wrong = imports.filter(({ file, target }) => {
      // The canvas plays the part that PIL has in the course.
      if (/^(lectern|@tensorflow\/tfjs|canvas)$/.test(target)) return false;
      const own = within === "topics" ? `${file.split("/")[0]}/` : "";
      const inside = join(file, "..", target);
      const isOutside = inside.startsWith("..") || !inside.startsWith(own);
      return !target.startsWith(".") || isOutside;
    });
    expect(
      wrong.map(({ file, target }) => `${file} imports ${target}`),
    ).toEqual([]);
  },
);

test.each(["src", "topics"])(
  "no file of %s imports itself through others",
  async (within) => {
    const graph = new Map<string, string[]>();
    for (const { file, target } of await readImports(within)) {
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
  },
);
