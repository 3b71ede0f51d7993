// Where a worker of `trials` begins: a thread on Node 20 starts no TypeScript, so this one lets tsx
// read what it imports. It does nothing else, and no result depends on it.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.workerFile);
