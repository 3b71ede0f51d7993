// Loaded before lectern itself (`node --import`): lets the n-th call that changes the disk
// below a folder fail, or kills the process there, as LECTERN_FAULT says (see fault.ts).
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { below, at, kind, lasts, count } = JSON.parse(process.env.LECTERN_FAULT);
let calls = 0;

/** Does one call that changes the disk, or what is asked for in its place. */
async function change(path, call, half) {
  if (!String(path).startsWith(below)) return call();
  calls += 1;
  const isHit = calls === at || (lasts && calls > at);
  if (!isHit) return call();
  if (kind === "kill-before") die();
  if (kind === "kill-half") {
    await half?.();
    die();
  }
  if (kind === "kill-after") {
    await call();
    die();
  }
  // As a disk that fills up: the file is there, with a part of its bytes.
  await half?.();
  const error = new Error(`${kind}: injected, '${path}'`);
  throw Object.assign(error, { code: kind, errno: -1, syscall: "write", path });
}

function die() {
  process.kill(process.pid, "SIGKILL");
  // The signal arrives before the next line runs, or a moment later.
  for (;;);
}

const real = { ...fs.promises };
for (const name of ["rename", "mkdir", "rm", "rmdir", "unlink", "writeFile"]) {
  fs.promises[name] = (path, ...rest) =>
    change(path, () => real[name](path, ...rest));
}
fs.promises.open = async (path, flags = "r", ...rest) => {
  if (!/[wa+]/.test(String(flags))) return real.open(path, flags, ...rest);
  const file = await change(path, () => real.open(path, flags, ...rest));
  for (const name of ["writeFile", "sync"]) {
    const call = file[name].bind(file);
    file[name] = (bytes) => {
      const half = async () => {
        if (name === "writeFile")
          fs.writeSync(
            file.fd,
            Buffer.from(bytes),
            0,
            Buffer.from(bytes).length >> 1,
          );
      };
      return change(path, () => call(bytes), half);
    };
  }
  return file;
};
syncBuiltinESMExports();

process.on("exit", () => {
  if (count) fs.writeFileSync(count, String(calls));
});
