import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { main } from "../../src/cli/main.ts";
import { cache, makeProject, type Project } from "../cli/project.ts";

/** A preview of the small topic, as the command line opens it. */
export interface Opened {
  readonly project: Project;
  /** `http://127.0.0.1:41357/` */
  readonly address: string;
  readonly port: number;
  /** What the terminal showed up to now. */
  readonly terminal: () => string;
  /** Opens the topic as a page does, until the end: a session that listens. */
  show(): Promise<void>;
  /** Text of a file of the topic. */
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  /** Ctrl-C; the exit code. */
  interrupt(): Promise<number>;
  /** Removes the project, too. */
  close(): Promise<void>;
}

/** Previews the small topic of `project`, on a free port; of a new one, once it is built. */
export async function openPreview(given?: Project): Promise<Opened> {
  const project = given ?? (await buildProject());
  const topic = (file: string) => join(project.root, "topics/01-ink", file);
  const interrupt = new AbortController();
  const [stdout, stderr] = [new Screen(), new Screen()];
  const { PATH, HOME } = process.env;
  const code = main(["preview"], {
    ...{ stdout, stderr, cwd: project.root, signal: interrupt.signal },
    env: { PATH, HOME, LECTERN_CACHE: cache },
  });
  const address = await Promise.race([
    stdout.line,
    code.then(() => Promise.reject(new Error(stderr.text))),
  ]);
  const stop = () => {
    interrupt.abort();
    return code;
  };
  return {
    ...{ project, address, port: Number(new URL(address).port) },
    terminal: () => stderr.text,
    async show() {
      const url = `${address}events?topic=01-ink`;
      const { body } = await fetch(url, { signal: interrupt.signal });
      await body?.getReader().read();
    },
    read: (file) => readFile(topic(file), "utf8"),
    write: (file, text) => writeFile(topic(file), text),
    interrupt: stop,
    async close() {
      await stop();
      await rm(project.root, { recursive: true, force: true });
    },
  };
}

/** The small topic, built on handwriting. */
async function buildProject(): Promise<Project> {
  const project = await makeProject();
  const built = await project.run(["build", "--quick"]);
  if (built.code !== 0) throw new Error(built.stderr);
  return project;
}

class Screen extends Writable {
  text = "";
  #tell: (line: string) => void = () => {};
  /** The first line. */
  readonly line = new Promise<string>((resolve) => {
    this.#tell = resolve;
  });

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    if (this.text.includes("\n")) this.#tell(this.text.split("\n")[0] ?? "");
    done();
  }
}
