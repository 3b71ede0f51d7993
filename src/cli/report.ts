import { FindingsError, UserError } from "../errors.ts";
import { asUserError } from "../files.ts";
import { ExperimentError } from "../lab/run.ts";
import type { Streams } from "./command.ts";
import { formatWithLookUp } from "./findings.ts";

/** How an error begins that says what cannot be recorded, and so what the docs say of it. */
const refused = /^(number|spread|text|output|table|figure|claim) /;

/** Prints what went wrong and what to do, findings by `format`; returns the exit code. */
export function reportError(
  thrown: unknown,
  streams: Streams,
  format = formatWithLookUp,
): number {
  const { stderr } = streams;
  const error = asUserError(thrown);
  if (streams.signal.aborted) {
    stderr.write("interrupted: nothing half-written was left behind\n");
    return 130;
  }
  if (error instanceof UserError) {
    stderr.write(`error: ${error.message}\n`);
    if (error.hint !== undefined) stderr.write(`hint: ${error.hint}\n`);
    if (error.message.startsWith("lectern.config."))
      stderr.write("look up: lectern help config\n");
    return error.exitCode;
  }
  if (error instanceof FindingsError) {
    stderr.write(format(error.findings));
    return 1;
  }
  if (error instanceof ExperimentError) {
    stderr.write(`error: the experiment failed: ${error.message}\n`);
    if (error.from !== undefined) stderr.write(`${error.from}\n`);
    const where = error.from === undefined ? "" : " where the stack points";
    stderr.write(`hint: mend experiment.ts${where}, then build again\n`);
    const [, kind] = refused.exec(error.message) ?? [];
    if (kind !== undefined) {
      const word = kind === "figure" ? "figures" : `lab.${kind}`;
      stderr.write(`look up: lectern help ${word}\n`);
    }
    return 1;
  }
  const { stack } = error instanceof Error ? error : new Error(String(error));
  stderr.write(`error: this is a bug in lectern, not yours\n${stack}\n`);
  stderr.write(
    "hint: please report it with the command line and the lines above\n",
  );
  return 70;
}

/** The same for machines: findings where there are some, else message and hint. */
export function describeError(thrown: unknown): unknown {
  const error = asUserError(thrown);
  if (error instanceof FindingsError) return { findings: error.findings };
  const { message } = error instanceof Error ? error : new Error(String(error));
  const hint = error instanceof UserError ? error.hint : undefined;
  return { message, hint };
}
