import { stat } from "node:fs/promises";
import { basename, dirname, sep } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { watch } from "chokidar";

/** What is watched, absolute. */
export interface Watched {
  /** With everything in them. */
  readonly folders: readonly string[];
  /** They need not be there yet, nor the folders between them and one of `above`. */
  readonly files: readonly string[];
  /** Folders that are there. */
  readonly above: readonly string[];
}

/** Watches files until it is closed. */
export interface Watching {
  /**
   * Watches these files, too. Resolves when it does; to true, where some are new: what changed
   * before that was not told.
   */
  add(files: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
}

/** Milliseconds without a further change before one is told. */
const quiet = 20;
/** Milliseconds between two looks at a file's size and time. */
const look = 10;
/** Looks at most: what grows for longer is told of again. */
const looks = 30;

/**
 * Tells of changes, some milliseconds after the last of those that come together, when the files
 * have stopped to grow. Resolves when it sees every change.
 */
export async function watchFiles(
  { folders, files, above }: Watched,
  onChange: (paths: ReadonlySet<string>) => void,
  onTrouble: (error: unknown) => void,
): Promise<Watching> {
  const wanted = new Set(files);
  let between = foldersAbove(wanted, above);
  const isBelow = (path: string) =>
    folders.some((each) => path === each || path.startsWith(each + sep));
  const watcher = watch([...folders, ...above], {
    ignoreInitial: true,
    ignored: (path) =>
      /(^|[/\\])(node_modules|\.git|__pycache__)$/.test(path) ||
      !(isBelow(path) || wanted.has(path) || between.has(path)),
  });
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", (_event, path) => {
    if (!isBelow(path) && !wanted.has(path)) return;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const paths = changed;
      changed = new Set();
      await settle(paths);
      onChange(paths);
    }, quiet);
  });
  watcher.on("error", onTrouble);
  await new Promise<void>((ready) => watcher.once("ready", () => ready()));
  return {
    async add(more) {
      const fresh = more.filter((file) => !wanted.has(file));
      if (fresh.length === 0) return false;
      for (const file of fresh) wanted.add(file);
      between = foldersAbove(wanted, above);
      watcher.add(fresh);
      for (let time = 0; time < looks; time += 1) {
        await wait(look);
        const watched = watcher.getWatched();
        const isSeen = (file: string) =>
          watched[dirname(file)]?.includes(basename(file));
        if (fresh.every(isSeen)) break;
      }
      await wait(look);
      return true;
    },
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** The folders that lead from one of `above` to the files. */
function foldersAbove(
  files: ReadonlySet<string>,
  above: readonly string[],
): ReadonlySet<string> {
  const found = new Set(above);
  for (const file of files) {
    let folder = dirname(file);
    while (!found.has(folder) && folder !== dirname(folder)) {
      found.add(folder);
      folder = dirname(folder);
    }
  }
  return found;
}

/** Returns when no file has changed from one look to the next. */
async function settle(paths: ReadonlySet<string>): Promise<void> {
  let before = await lookAt(paths);
  for (let time = 0; time < looks; time += 1) {
    await wait(look);
    const now = await lookAt(paths);
    if (now === before) return;
    before = now;
  }
}

async function lookAt(paths: ReadonlySet<string>): Promise<string> {
  const looked = [...paths].map(async (path) => {
    const there = await stat(path).catch(() => undefined);
    return `${there?.size} ${there?.mtimeMs} ${there?.ino}`;
  });
  return (await Promise.all(looked)).join("\n");
}
