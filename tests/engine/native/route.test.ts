import { access, constants } from "node:fs/promises";
import { expect, it } from "vitest";
import {
  NATIVE_SCRIPT,
  NATIVE_VARIABLE,
  nativeRoute,
} from "../../../src/engine/native/route.ts";

it("names a script that can be run, and the variable that openNative reads", async () => {
  await access(NATIVE_SCRIPT, constants.X_OK);
  expect(nativeRoute()).toContain(
    `export ${NATIVE_VARIABLE}="$(${NATIVE_SCRIPT})"`,
  );
});
