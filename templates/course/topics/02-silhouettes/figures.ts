// How the garments and their scores are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Bar,
  type Classes,
  type Images,
  item,
  type Line,
  picture,
  type Table,
} from "lectern";
import type { Pair } from "./experiment.ts";

/** Which are missed, in each view of a picture. */
export interface Views {
  readonly gray: Pair;
  readonly even: Pair;
  readonly silhouette: Pair;
}

/** What each view misses, a row a view. */
export function scores(
  [first, second]: Classes,
  { gray, even, silhouette, cloth }: Views & { readonly cloth: Pair },
  count: number,
): Table {
  const row = (name: string, view: Pair) => {
    const missed = [item(view.first.sum()), item(view.second.sum())] as const;
    return [name, ...missed, 100 * (1 - (missed[0] + missed[1]) / count)];
  };
  return {
    columns: [
      { label: "what is looked at" },
      { label: `${first} missed`, digits: 0 },
      { label: `${second} missed`, digits: 0 },
      { label: "right, in percent", digits: 1 },
    ],
    rows: [
      row("the picture", gray),
      row("evened", even),
      row("the silhouette", silhouette),
      row("the cloth alone", cloth),
    ],
  };
}

const EXAMPLES = 5;

/** Some garments of either kind, and the mean of all. */
export function wardrobe([first, second]: Classes, train: Pair): Images {
  const row = (kind: tf.Tensor) => [
    ...Array.from({ length: EXAMPLES }, (_, at) =>
      picture(kind.gather(at), ""),
    ),
    picture(kind.mean(0), "mean"),
  ];
  return {
    kind: "images",
    alt: "Garments of two kinds, dark and bright, plain and striped, and the mean of each: a pale blur in which its outline is still seen.",
    columns: EXAMPLES + 1,
    colors: "gray-inverted",
    rowLabels: [first, second],
    panels: [...row(train.first), ...row(train.second)],
  };
}

/** Up to six that the mean picture misses, above their silhouettes. */
export function confused(
  kind: tf.Tensor,
  missed: tf.Tensor,
  silhouette: (pictures: tf.Tensor) => tf.Tensor,
): Images {
  const marks = Array.from(missed.dataSync());
  const found = marks.flatMap((mark, at) => (mark === 1 ? [at] : []));
  // Where none is missed there is still something to see.
  const shown = (found.length > 0 ? found : [0]).slice(0, 6);
  const row = (pictures: tf.Tensor) =>
    shown.map((at) => picture(pictures.gather(at), ""));
  return {
    kind: "images",
    alt: "Garments that the nearer mean gets wrong, most of them dark, above their silhouettes, which nobody would mistake.",
    columns: shown.length,
    colors: "gray-inverted",
    rowLabels: ["as it is", "silhouette"],
    panels: [...row(kind), ...row(silhouette(kind))],
  };
}

/** The share missed in each third by brightness of the cloth, in percent. */
export function byCloth(
  gray: readonly number[],
  silhouette: readonly number[],
): Bar {
  const percent = (values: readonly number[]) =>
    values.map((each) => 100 * each);
  return {
    kind: "bar",
    alt: "Share of garments missed by brightness of their cloth: as pictures the darkest third is missed most by far, as silhouettes no third stands out as much.",
    category: { label: "cloth" },
    categories: ["darkest third", "middle third", "brightest third"],
    y: { label: "missed", unit: "%", min: 0 },
    valueDigits: 0,
    series: [
      { name: "the picture", values: percent(gray) },
      { name: "the silhouette", values: percent(silhouette) },
    ],
  };
}

/** The share missed of either kind, where all wear the same gray. */
export function dyed(
  [first, second]: Classes,
  grays: readonly number[],
  lost: readonly { readonly first: number; readonly second: number }[],
): Line {
  const points = (kind: "first" | "second") =>
    grays.map((gray, at): [number, number] => [
      gray,
      100 * (lost[at]?.[kind] ?? 0),
    ]);
  return {
    kind: "line",
    alt: "Share of garments missed over the gray that all of them are dyed: dark ones of the first kind are nearly all missed, bright ones hardly ever.",
    x: {
      label: "gray of the cloth: 0 is background, 1 is white",
      min: 0,
      max: 1,
    },
    y: { label: "missed", unit: "%", min: 0, max: 100 },
    series: [
      { name: first, points: points("first") },
      { name: second, points: points("second") },
    ],
  };
}

/** How many are right by silhouettes that are cut at other levels. */
export function levels(
  at: readonly number[],
  right: readonly number[],
  gray: number,
): Line {
  return {
    kind: "line",
    alt: "Share right by silhouettes over the gray at which cloth begins: high while the cut lies below the darkest cloth, and falling once dark cloth counts as background.",
    x: { label: "gray from which on it is cloth", min: 0 },
    y: { label: "right", unit: "%" },
    series: [
      {
        name: "silhouettes",
        points: at.map((level, index) => [level, 100 * (right[index] ?? 0)]),
      },
    ],
    references: [{ y: 100 * gray, label: "the picture as it is" }],
  };
}
