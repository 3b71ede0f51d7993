import { spawn } from "node:child_process";
import type { Streams } from "./command.ts";

/** What opens an address, by the system's name; Linux and its kin have `xdg-open`. */
const openers: { readonly [platform: string]: readonly string[] } = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address of ours in the browser; where nothing opens it, that is said. */
export function openInBrowser(address: string, { stderr }: Streams): void {
  const [command = "", ...args] = openers[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...args, address], {
    stdio: "ignore",
    detached: true,
  });
  child.on("error", () => {
    stderr.write(`hint: no browser was found: open ${address} yourself\n`);
  });
  child.unref();
}
