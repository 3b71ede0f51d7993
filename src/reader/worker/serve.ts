import type { Digits } from "../../digits/digits.ts";
import { openWasm } from "../../engine/wasm/open.ts";
import { LabError } from "../../lab/figure-size.ts";
import type { Experiment, Lab } from "../../lab/lab.ts";
import { openSession } from "../../lab/session.ts";
import type { Asked, Choice, Told } from "../choice.ts";
import { compareValues } from "../compare.ts";
import { countValues, valuesOf } from "../values.ts";
import { judge, type Verdict } from "../verdict.ts";
import { openDigits } from "./digits.ts";

/** Milliseconds between two words about how far a run is. */
const PAUSE = 100;

/** Runs the experiment when the page asks for it, in a worker's thread, and says how it went. */
export function serve(
  experiment: Experiment,
  choices: readonly Choice[],
): void {
  const say = (told: Told) => postMessage(told);
  addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
    const choice = choices[data.choice];
    if (choice === undefined) return;
    try {
      say({ kind: "progress", label: "reading the digits", found: 0, of: 1 });
      const digits = await openDigits(choice, data.files);
      const verdict = await run(experiment, choice, digits, say);
      say({ kind: "done", verdict });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say({ kind: "failed", message });
    }
  });
}

async function run(
  experiment: Experiment,
  { against, profile, seed, values }: Choice,
  digits: Digits | undefined,
  say: (told: Told) => void,
): Promise<Verdict> {
  const of = countValues(values);
  let last = 0;
  const tell = (label: string) => {
    if (performance.now() - last < PAUSE) return;
    last = performance.now();
    const found = countValues(session.findings);
    say({ kind: "progress", label, found, of });
  };
  const session = openSession({
    ...{ digits, profile, seed },
    files: { file: noFile, csv: noFile },
    onProgress: (label, { detail }) => tell(detail ?? label),
  });
  const engine = await openWasm({ engine: "wasm", reproducible: true });
  await experiment(telling(session.lab, () => tell("")));
  await engine.close();
  const rows = compareValues(values, valuesOf(session.findings));
  const whose =
    against === "article"
      ? "those of the article"
      : "those that a quick run on the same handwriting gave when this page was made";
  return judge(rows, whose);
}

/** The lab, with a word after each call. */
function telling(lab: Lab, tell: () => void): Lab {
  return new Proxy(lab, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args);
        tell();
        return result;
      };
    },
  });
}

function noFile(path: string): never {
  throw new LabError(`no files beside the experiment in a browser: ${path}`);
}
