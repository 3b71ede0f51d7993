import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);

/** A cache that is at work. */
export interface CacheServer {
  /** What a build needs to use it. */
  readonly env: NodeJS.ProcessEnv;
  /** Where it keeps what was put, one file an artifact. */
  readonly store: string;
  /** The files in the store, as absolute paths. */
  artifacts(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts npm's `turborepo-remote-cache` on a free port, with a store of its own. */
export async function startCache(): Promise<CacheServer> {
  const store = await mkdtemp(join(tmpdir(), "lectern-cache-"));
  const token = "the class's secret";
  const { PATH, HOME } = process.env;
  const server = spawn(
    process.execPath,
    [join(dirname(require.resolve("turborepo-remote-cache")), "cli.js")],
    {
      cwd: store,
      env: {
        ...{ PATH, HOME, PORT: "0", NODE_ENV: "production" },
        ...{ TURBO_TOKEN: token, STORAGE_PROVIDER: "local" },
        ...{ STORAGE_PATH: store, STORAGE_PATH_USE_TMP_FOLDER: "false" },
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    ended.then(() => reject(new Error("turborepo-remote-cache ended")));
    // Read to the end: a full pipe would hold the server up.
    createInterface({ input: server.stdout }).on("line", (line) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    env: {
      ...{ LECTERN_CACHE_URL: url, LECTERN_CACHE_TOKEN: token },
      LECTERN_CACHE_TEAM: "class",
    },
    store,
    artifacts: async () => {
      const names = await readdir(join(store, "class")).catch(() => []);
      return names.map((name) => join(store, "class", name));
    },
    stop: async () => {
      server.kill("SIGKILL");
      await ended;
      await rm(store, { recursive: true, force: true });
    },
  };
}
