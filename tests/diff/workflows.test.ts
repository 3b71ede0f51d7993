import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle } from "esbuild";
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
} from "vitest";
import { parse } from "yaml";
import { home } from "../../src/topic/topic.ts";
import { run } from "../cli/project.ts";
import { build, copyCourse, edit, openFolder } from "./project.ts";

/** As far as it is looked at. */
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: {
    readonly [job: string]: {
      readonly permissions?: unknown;
      readonly steps: readonly Step[];
    };
  };
}

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [name: string]: unknown };
}

const folder = "templates/course/workflows";
const names = ["check.yml", "pages.yml"];

const readText = (name: string, from = folder) =>
  readFile(join(home, from, name), "utf8");

const readWorkflow = async (name: string): Promise<Workflow> =>
  parse(await readText(name));

const stepsOf = ({ jobs }: Workflow) =>
  Object.values(jobs).flatMap(({ steps }) => steps);

type Parser = typeof import("@actions/workflow-parser");

/** GitHub's own parser, bundled: it imports JSON as bundlers do, and Node does not. */
async function openParser(): Promise<Parser> {
  const { path, close } = await openFolder();
  onTestFinished(close);
  const outfile = join(path, "parser.mjs");
  const contents = 'export * from "@actions/workflow-parser";';
  await bundle({
    stdin: { contents, resolveDir: home },
    ...{ bundle: true, platform: "node", format: "esm", outfile },
    // A part of it is written for require.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return import(pathToFileURL(outfile).href);
}

test("each workflow of a course is one that GitHub reads, and this repository has the same", async () => {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } =
    await openParser();
  expect((await readdir(join(home, folder))).sort()).toEqual(names);
  for (const name of names) {
    const content = await readText(name);
    const read = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    if (read.value === undefined) throw new Error(`${name} cannot be read`);
    const { errors = [] } = await convertWorkflowTemplate(
      read.context,
      read.value,
    );
    const found = read.context.errors.getErrors();
    expect(found.map(({ message }) => message)).toEqual([]);
    expect(errors).toEqual([]);
    expect(await readText(name, ".github/workflows")).toBe(content);
  }
});

test("each may do no more than it needs, and takes actions by their commit", async () => {
  const [check, pages] = await Promise.all(names.map(readWorkflow));
  expect([check?.permissions, pages?.permissions]).toEqual([
    { contents: "read" },
    { contents: "read" },
  ]);
  expect(check?.jobs.check?.permissions).toEqual({
    contents: "read",
    "pull-requests": "write",
  });
  expect(pages?.jobs.build?.permissions).toBeUndefined();
  expect(pages?.jobs.deploy?.permissions).toEqual({
    pages: "write",
    "id-token": "write",
  });
  for (const workflow of [check, pages])
    for (const { uses, with: given } of workflow ? stepsOf(workflow) : []) {
      if (uses === undefined) continue;
      expect(uses).toMatch(/^actions\/[a-z/-]+@[0-9a-f]{40}$/);
      if (uses.startsWith("actions/checkout@"))
        expect(given?.["persist-credentials"]).toBe(false);
    }
});

test("each command of Lectern in them takes the options that it is given", async () => {
  const texts = await Promise.all(names.map((name) => readText(name)));
  const lines = texts.flatMap((text) => [
    ...text.matchAll(/npx lectern (\w+)([^\n]*)/g),
  ]);
  expect(lines.length).toBeGreaterThan(5);
  for (const [, word = "", rest = ""] of lines) {
    const { code, stdout } = await run(home, [word, "--help"]);
    expect({ word, code }).toEqual({ word, code: 0 });
    for (const [flag] of rest.matchAll(/--\w+/g))
      expect(stdout, `${word} ${flag}`).toContain(`${flag} `);
  }
});

/** What one step of the job did. */
interface Done {
  readonly name: string;
  readonly code: number | null;
  readonly said: string;
}

// A shell as the runner has it.
describe.skipIf(process.platform === "win32")("on a pull request", () => {
  let place: Awaited<ReturnType<typeof openFolder>>;
  /** The runner's checkout. */
  let root: string;
  let env: NodeJS.ProcessEnv;
  let job: readonly Step[];
  let done: readonly Done[];

  const git = (where: string, ...args: readonly string[]) =>
    execFileSync(
      "git",
      [
        ...["-C", where, "-c", "user.name=A"],
        ...["-c", "user.email=a@example.org", ...args],
      ],
      { stdio: "pipe" },
    ).toString();

  const readHere = (path: string) => readFile(join(place.path, path), "utf8");

  /** Steps in their order: one without a condition only as long as none has failed. */
  const runSteps = (steps: readonly Step[]): Done[] => {
    const all: Done[] = [];
    for (const { run: script, ...step } of steps) {
      const hasFailed = all.some(({ code }) => code !== 0);
      if (script === undefined) continue;
      if (hasFailed && !step.if?.includes("!cancelled()")) continue;
      const { status, stdout, stderr } = spawnSync(
        "bash",
        ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        { cwd: root, env, encoding: "utf8" },
      );
      const name = step.name ?? script;
      all.push({ name, code: status, said: `${stdout}${stderr}` });
    }
    return all;
  };

  beforeAll(async () => {
    place = await openFolder();
    const [mine, origin] = ["mine", "origin.git"].map((name) =>
      join(place.path, name),
    ) as [string, string];
    root = join(place.path, "runner");
    await copyCourse(mine);
    await writeFile(join(mine, ".gitignore"), "/output/\n/diff/\n");
    git(place.path, "init", "--quiet", "--bare", "-b", "main", origin);
    git(mine, "init", "--quiet", "-b", "main");
    git(mine, "add", "--all");
    git(mine, "commit", "--quiet", "--message", "The course");
    git(mine, "push", "--quiet", origin, "main");
    git(mine, "checkout", "--quiet", "-b", "pull");
    const change = async (file: string, from: string, to: string) =>
      edit(mine, { file: `topics/${file}`, from, to });
    await change("01-scale/experiment.ts", '"<", 0.5', '"<", 0.01');
    await change(
      "02-other/experiment.ts",
      'lab.number("half", 50 / whole);',
      'lab.claim("more", lab.number("half", 50 / whole), ">", 0.6);',
    );
    await change(
      "02-other/article.md",
      "of it.\n",
      "of it.\n\n:claim[It is more.]{#more}\n\nIt is :number[hlaf].\n",
    );
    git(mine, "commit", "--quiet", "--all", "--message", "A change");
    git(mine, "push", "--quiet", origin, "pull");
    git(place.path, "clone", "--quiet", "--branch", "main", origin, root);
    // The runs that are kept of main.
    await build(root);
    git(root, "checkout", "--quiet", "pull");
    env = await openRunner(place.path, root);
    const { check } = (await readWorkflow("check.yml")).jobs;
    job = check?.steps ?? [];
    done = runSteps(job);
  });

  afterAll(() => place.close());

  const codes = () => done.map(({ name, code }) => `${name}: ${code}`);

  test("all is said although topics are broken, and the job fails", () => {
    expect(codes()).toEqual([
      ...["npm ci: 0", "npx lectern data: 0"],
      "What the pull request changes: 1",
      ...["Build what is stale: 1", "Check what is built: 1"],
      "Say it on the page of the run: 0",
      "Say it in the one comment: 0",
    ]);
  });

  test("a broken claim and a broken number are annotated at file and line", () => {
    const said = done.map((each) => each.said).join("");
    const file = "topics/02-other/article\\.md";
    expect(said).toMatch(
      new RegExp(`^::error file=${file},line=9,col=1,title=false-claim::`, "m"),
    );
    expect(said).toMatch(
      new RegExp(
        `^::error file=${file},line=11,col=7,title=unknown-number::unknown number: hlaf%0Adid you mean half\\?`,
        "m",
      ),
    );
    // It ran, and nothing was written: what lies there is main's.
    const checked = done.find(({ name }) => name.startsWith("Check"));
    expect(checked?.said).toMatch(
      /^::error file=output\/02-other\/record\.json,line=1,col=1,title=stale-output::/m,
    );
  });

  test("the verdict is in one comment that fits, which the next push writes over", async () => {
    const read = async () => JSON.parse(await readHere("comments.json"));
    const [person, ours, ...others] = await read();
    expect(others).toEqual([]);
    expect(person.user.type).toBe("User");
    expect(ours.body.length).toBeLessThanOrEqual(65_536);
    expect(ours.body).toMatch(
      /^<!-- lectern diff -->\n\n## 1 of 1 topic changed: 1 of 1 claim, 1 of 18 sentences; 1 topic not compared\n/,
    );
    expect(ours.body).toContain("02-other | failed");
    expect(await readHere("summary.md")).toBe(ours.body);
    const text = `${ours.body}\nanother push\n`;
    await writeFile(join(root, "diff/diff.md"), text);
    const again = runSteps(job.slice(-1));
    expect(again.map(({ code, said }) => ({ code, said }))).toEqual([
      { code: 0, said: "" },
    ]);
    expect(await read()).toEqual([person, { ...ours, body: text }]);
  });
});

/**
 * The surroundings of a runner without a network: `npm ci` finds its packages installed, Lectern
 * builds quickly with handwriting, and `gh` keeps the comments in a file.
 */
async function openRunner(
  folder: string,
  root: string,
): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const programs = {
    npm: '#!/bin/sh\n[ "$*" = ci ]\n',
    npx: `#!/bin/sh
shift
case "$1" in
  data) exit 0 ;;
  build | diff) set -- "$@" --quick --data handwriting ;;
esac
exec '${process.execPath}' '${join(home, "bin/lectern.js")}' "$@"
`,
    gh: `#!/bin/sh\nexec '${process.execPath}' '${join(bin, "gh.mjs")}' "$@"\n`,
    "gh.mjs": gh,
  };
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(bin, name), text);
    await chmod(join(bin, name), 0o755);
  }
  const person = { id: 1, user: { type: "User" }, body: "What does it say?" };
  const comments = join(folder, "comments.json");
  await writeFile(comments, JSON.stringify([person]));
  const { PATH, HOME } = process.env;
  return {
    ...{ PATH: `${bin}${delimiter}${PATH}`, HOME, COMMENTS: comments },
    LECTERN_CACHE: join(folder, "cache"),
    GITHUB_WORKSPACE: root,
    GITHUB_BASE_REF: "main",
    GITHUB_REPOSITORY: "ada/course",
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    ...{ GH_TOKEN: "token", PULL: "7" },
  };
}

/** What the workflow asks of `gh api`, on a file. */
const gh = `
import { readFileSync, writeFileSync } from "node:fs";
const [api, ...args] = process.argv.slice(2);
const path = args.find((each) => each.startsWith("repos/ada/course/issues/"));
const after = (flag) => args[args.indexOf(flag) + 1];
const comments = JSON.parse(readFileSync(process.env.COMMENTS, "utf8"));
const readBody = () => {
  const [, file] = /^body=@(.+)$/.exec(after("--field"));
  const body = readFileSync(file, "utf8");
  if (body.length > 65536) throw new Error("Body is too long");
  return body;
};
if (api !== "api" || path === undefined) throw new Error(args.join(" "));
if (args.includes("--jq")) {
  if (!path.endsWith("/7/comments")) throw new Error(path);
  const [, start] = /startswith\\("([^"]+)"\\)/.exec(after("--jq"));
  for (const { id, user, body } of comments)
    if (user.type === "Bot" && body.startsWith(start)) console.log(id);
} else if (after("--method") === "POST") {
  if (!path.endsWith("/7/comments")) throw new Error(path);
  comments.push({ id: 22, user: { type: "Bot" }, body: readBody() });
} else {
  const id = Number(/\\/issues\\/comments\\/(\\d+)$/.exec(path)[1]);
  comments.find((each) => each.id === id).body = readBody();
}
writeFileSync(process.env.COMMENTS, JSON.stringify(comments));
`;
