/**
 * The two sets that everybody has, by `hashSets`. They stand apart from what makes them, so
 * that a build with nothing to do can compare them without loading that.
 */

/** MNIST_SAMPLE: what MNIST's four files come to. */
export const MNIST_SHA256 =
  "3c6627ec8fd3e2d993efdde2338b96b0d7097f9049142b4e05f1b2291e7a14d1";

/** The handwriting: a change of its generator changes this, and a test says so. */
export const HANDWRITING_SHA256 =
  "d5ec690c54908cf14628e5abfaf01271714812a07597bb7bbf13e6f7c0cbba49";
