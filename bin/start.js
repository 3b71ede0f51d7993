// Starts a bundle with the code that V8 compiled of it before, kept beside it: to compile takes
// longer than most commands run.
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { dirname, resolve } from "node:path";
import vm from "node:vm";

/** Microseconds of work from which on a run has come by all that its command does. */
const work = 400_000;

/** Runs the bundle at `file`; `command` is the first word of the command line. */
export function start(file, command = "") {
  Error.prepareStackTrace = (error, sites) => traceIn(file, error, sites);
  // What a command does once it has something to do, else what it does to see that it has not.
  const word = /^[a-z]+$/.test(command) ? command : "help";
  const [worked, looked] = ["work", "look"].map(
    (how) => `${file}.${word}-${process.version}.${how}`,
  );
  const kept = read(worked) ?? read(looked);
  // As UTF-8: esbuild leaves the signs of regular expressions as they are.
  const script = new vm.Script(
    `(function (exports, require, module) {${readFileSync(file, "utf8")}\n})`,
    {
      filename: file,
      ...(kept && { cachedData: kept }),
    },
  );
  const isNew = kept === undefined || script.cachedDataRejected === true;
  process.once("exit", () => {
    const { user, system } = process.cpuUsage();
    const path = user + system > work ? worked : looked;
    const isMore = path === worked && read(worked) === undefined;
    if (isNew || isMore) keep(path, script);
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module);
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Aside and renamed: no other process reads half of it. Where it cannot be kept, it is compiled again. */
function keep(path, script) {
  try {
    const aside = `${path}.${randomUUID()}`;
    writeFileSync(aside, script.createCachedData());
    renameSync(aside, path);
  } catch {
    // A full disk costs a quarter of a second at the next run.
  }
}

let map;

/** The stack with the places of the sources; the map is read where something broke, and not before. */
function traceIn(file, error, sites) {
  const lines = sites.map((site) => {
    if (site.getFileName() !== file) return `\n    at ${site}`;
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    const found = map.findEntry(
      site.getLineNumber() - 1,
      site.getColumnNumber() - 1,
    );
    if (found.originalSource === undefined) return `\n    at ${site}`;
    const path = resolve(dirname(file), found.originalSource);
    const place = `${path}:${found.originalLine + 1}:${found.originalColumn + 1}`;
    const name = site.getFunctionName();
    return `\n    at ${name === null ? place : `${name} (${place})`}`;
  });
  return `${error}${lines.join("")}`;
}
