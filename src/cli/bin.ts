import { main } from "./main.ts";

const interrupt = new AbortController();
process.once("SIGINT", () => {
  interrupt.abort();
  // A second Ctrl-C ends it at once.
  process.once("SIGINT", () => process.exit(130));
});
process.once("SIGTERM", () => interrupt.abort());

// `lectern list | head -1` closes the pipe: nobody is left to print for.
process.stdout.on("error", (error) => {
  process.exit("code" in error && error.code === "EPIPE" ? 0 : 70);
});

// Without waiting: a bundle that is loaded with compiled code is no module that could wait.
main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interrupt.signal,
}).then((code) => {
  process.exitCode = code;
});
