import { execFile } from "node:child_process";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { home } from "../../src/topic/topic.ts";

const execute = promisify(execFile);
let root: string;

/** A copy of Lectern whose sources may be edited; its packages are those of the project. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lectern-bin-"));
  for (const name of ["bin", "src", "templates", "docs", "package.json"])
    await cp(join(home, name), join(root, name), { recursive: true });
  const packages = join(root, "node_modules");
  await mkdir(packages);
  for (const name of await readdir(join(home, "node_modules")))
    if (name !== ".cache")
      await symlink(join(home, "node_modules", name), join(packages, name));
});

afterAll(() => rm(root, { recursive: true, force: true }));

const help = async () =>
  (await execute(process.execPath, [join(root, "bin/lectern.js"), "--help"]))
    .stdout;

const cache = async () =>
  (await readdir(join(root, "node_modules/.cache/lectern"))).filter(
    (name) => !name.includes(".json"),
  );

test("an edited source counts at the next run, and a bundle is made once for each state", async () => {
  expect(await help()).toMatch(/^ {2}list .*the topics/m);
  await help();
  expect(await cache()).toHaveLength(1);
  const list = join(root, "src/cli/commands/list.ts");
  const text = await readFile(list, "utf8");
  const edited = text.replace(/summary: "[^"]*"/, 'summary: "edited by hand"');
  await writeFile(list, edited);
  expect(await help()).toMatch(/^ {2}list .*edited by hand/m);
  expect(await cache()).toHaveLength(2);
});

test("a topic is built from a bundle, and each package in it finds its own files", async () => {
  const lectern = (...args: string[]) =>
    execute(process.execPath, [join(root, "bin/lectern.js"), ...args], {
      cwd: root,
    });
  await mkdir(join(root, "topics"));
  await lectern("new", "ink");
  const config =
    'const author: string = "Ada L.";\nexport default { author };\n';
  await writeFile(join(root, "lectern.config.ts"), config);
  const { stderr } = await lectern(
    "build",
    "ink",
    "--quick",
    "--data",
    "handwriting",
  );
  expect(stderr).toContain("running");
  const [folder = ""] = await readdir(join(root, "output"));
  expect(await readdir(join(root, "output", folder))).toEqual(
    expect.arrayContaining(["article.md", "deck.pptx", "slides.html"]),
  );
  const meta = await readFile(
    join(root, "output", folder, "medium/meta.json"),
    "utf8",
  );
  expect(meta).toContain("Ada L.");
});

test("where no bundle can be kept, the sources run as they are", async () => {
  await rm(join(root, "node_modules/.cache"), { recursive: true });
  await writeFile(join(root, "node_modules/.cache"), "");
  expect(await help()).toMatch(/^ {2}list .*edited by hand/m);
});

test("what breaks in a bundle is told at the line of its source", async () => {
  await rm(join(root, "node_modules/.cache"));
  const list = join(root, "src/cli/commands/list.ts");
  const text = await readFile(list, "utf8");
  const line = text.split("\n").length + 1;
  await writeFile(list, `${text}\nthrow new Error("out of order");\n`);
  const failed = await help().catch((error: { stderr: string }) => error);
  expect(failed).toMatchObject({
    stderr: expect.stringMatching(
      new RegExp(`out of order[\\s\\S]*src/cli/commands/list\\.ts:${line}:`),
    ),
  });
});
