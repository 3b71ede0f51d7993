import { spawn } from "node:child_process";
import { UserError } from "../errors.ts";

/** What opens an address as a click on it does, by the system's name; Linux and its kin have `xdg-open`. */
const openers: { readonly [platform: string]: readonly string[] } = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Opens a file or an address of ours, and does not wait for the browser. Throws UserError where
 * nothing opens it.
 */
export async function openInBrowser(address: string): Promise<void> {
  const [program = "", ...args] = openers[process.platform] ?? ["xdg-open"];
  const options = { detached: true, stdio: "ignore" } as const;
  const opener = spawn(program, [...args, address], options);
  opener.unref();
  await new Promise<void>((resolve, reject) => {
    opener.once("spawn", resolve);
    opener.once("error", () =>
      reject(
        new UserError(
          `no browser could be opened: ${program} is not there`,
          "open the address above in a browser",
        ),
      ),
    );
  });
}
