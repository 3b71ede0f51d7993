import * as tf from "@tensorflow/tfjs";
import { config } from "zod";
import * as lectern from "../../lectern.ts";
import { serve } from "./serve.ts";

/**
 * What the run of any topic needs, as one script for a browser's worker: Lectern's front page and
 * TensorFlow.js on our kernels. A topic's own script finds it in `lecternReader`.
 */

// A page's policy lets nothing be compiled from text.
config({ jitless: true });

Object.assign(globalThis, { lecternReader: { tf, lectern, serve } });
