import { test } from "vitest";
import { checkScripts } from "../deck/refresh/script.ts";
import { rounds } from "./fault.ts";

test(
  "a thousand persons do a thousand things to a deck, and it is merged",
  () => checkScripts(rounds(1, 1000)),
  3_600_000,
);
