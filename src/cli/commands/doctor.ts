import { join } from "node:path";
import { courseClasses, listClasses } from "../../classes.ts";
import { findRoot, findTopics } from "../../topic/topic.ts";
import type { Command, Input, Streams } from "../command.ts";

/** One thing that was looked at. */
interface Check {
  readonly name: string;
  /** `ok`: as it should be; `note`: works, and could be better; `bad`: a build would fail. */
  readonly state: "ok" | "note" | "bad";
  readonly found: string;
  readonly advice?: string;
}

/** `lectern doctor`: engine, data, fonts and project: what was found, what to do. */
export const doctor: Command = {
  name: "doctor",
  summary: "engine, data, fonts: what was found, and what to do",
  options: [
    { flags: "--native", summary: "only how to come by the native engine" },
    { flags: "--json", summary: "the result as JSON on stdout" },
  ],
  run: runDoctor,
};

async function runDoctor(
  { options }: Input,
  streams: Streams,
): Promise<number> {
  if (options.native === true) {
    const { nativeRoute } = await import("../../engine/native/route.ts");
    streams.stdout.write(`${nativeRoute()}\n`);
    return 0;
  }
  const checks = [
    node(),
    await attempt("wasm", openWasm),
    await attempt("native", openNative),
    await attempt("data", () => findData(streams)),
    await attempt("figures", drawOne),
    await attempt("topics", () => findProject(streams)),
  ];
  if (options.json === true) {
    streams.stdout.write(`${JSON.stringify(checks, null, 2)}\n`);
  } else {
    for (const { name, state, found, advice } of checks) {
      streams.stdout.write(`${state.padEnd(5)} ${name.padEnd(8)} ${found}\n`);
      if (advice !== undefined)
        streams.stdout.write(`${" ".repeat(15)}${advice}\n`);
    }
  }
  return checks.some(({ state }) => state === "bad") ? 1 : 0;
}

/** The check's outcome; what it throws is what is wrong. */
async function attempt(
  name: string,
  look: () => Promise<Omit<Check, "name">>,
): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    const { message } =
      error instanceof Error ? error : new Error(String(error));
    const hint =
      error instanceof Error && "hint" in error ? error.hint : undefined;
    const advice = typeof hint === "string" ? { advice: hint } : {};
    return { name, state: "bad", found: message, ...advice };
  }
}

function node(): Check {
  return {
    name: "node",
    state: "ok",
    found: `${process.versions.node} on ${process.platform} ${process.arch}`,
  };
}

async function openWasm(): Promise<Omit<Check, "name">> {
  const { openEngine } = await import("../../engine/open.ts");
  const engine = await openEngine({ engine: "wasm" });
  await engine.close();
  return {
    state: "ok",
    found: `TensorFlow.js ${engine.version}, ${engine.arithmetic} arithmetic`,
  };
}

async function openNative(): Promise<Omit<Check, "name">> {
  const { openNative: open } = await import("../../engine/native/open.ts");
  const engine = await open();
  if (typeof engine === "string") {
    return {
      state: "note",
      found: engine,
      advice:
        "nothing to do, WASM runs everything; lectern doctor --native tells how to come by it",
    };
  }
  await engine.close();
  return { state: "ok", found: `TensorFlow.js ${engine.version}` };
}

async function findData({ env }: Streams): Promise<Omit<Check, "name">> {
  const { locateDigits } = await import("../../digits/locate.ts");
  const { name, origin, classes } = await locateDigits({ data: "auto", env });
  if (name === "MNIST") return { state: "ok", found: origin };
  if (name === "handwriting") {
    const advice = "run lectern data to fetch MNIST";
    return { state: "note", found: origin, advice };
  }
  const found = `${origin}: classes ${listClasses(classes)}`;
  if (courseClasses.every((each) => classes.includes(each)))
    return { state: "ok", found };
  const [first = "4", second = "9"] = classes;
  const advice = `name two of them in each build: --digits ${first},${second}`;
  return { state: "note", found, advice };
}

/** Draws a figure with every font, so that a missing one is found here. */
async function drawOne(): Promise<Omit<Check, "name">> {
  const { drawFigure } = await import("../../figure/draw.ts");
  const { width, height } = await drawFigure({
    kind: "numbers",
    alt: "Four numbers in a square, drawn as a test.",
    rows: [
      [1, 2],
      [3, 4],
    ],
  });
  return {
    state: "ok",
    found: `drawn with the fonts of the package, ${width} × ${height} pixels`,
  };
}

async function findProject({ cwd }: Streams): Promise<Omit<Check, "name">> {
  const root = findRoot(cwd);
  const topics = findTopics(root);
  const found = `${topics.length} in ${root}`;
  const { compareVersions, tellOtherVersion } = await import(
    "../../build/known/other-version.ts"
  );
  const other = await tellOtherVersion({ topics, out: join(root, "output") });
  if (other !== undefined)
    return {
      ...{ state: "note", found: `${found}; ${other}` },
      advice: compareVersions,
    };
  if (topics.length > 0) return { state: "ok", found };
  return {
    state: "note",
    found: `none in ${root}`,
    advice: "make one: lectern new <slug>",
  };
}
