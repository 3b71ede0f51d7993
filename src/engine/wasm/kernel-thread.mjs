// One thread of the kernels' pool: waits inside WebAssembly for programs and runs them, until
// it is dismissed. Plain JavaScript, so that a thread starts in milliseconds without a loader.
import { parentPort, workerData } from "node:worker_threads";

const { module, memory, thread, threads, pool, scratch } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.postMessage("ready");
exports.work(thread, threads, pool, scratch);
