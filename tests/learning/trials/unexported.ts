import { trial } from "lectern";

/** No default export, so that no other thread could find it. */
export const hidden = trial(import.meta.url, (seed: number) => seed);
