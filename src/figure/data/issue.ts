/** Something that does not fit together: the field, and what is wrong with it. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Series that share a name. */
export function checkNames(
  series: readonly { readonly name: string }[],
  field: string,
): Issue[] {
  return series.flatMap(({ name }, index) =>
    series.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            path: [field, index, "name"],
            message: `"${name}" is there twice: readers could not tell the two apart`,
          },
        ],
  );
}

/** Rows that are longer or shorter than `width`. */
export function checkRagged(
  rows: readonly (readonly number[])[],
  width: number,
  field: string,
): Issue[] {
  return rows.flatMap((row, index) =>
    row.length === width
      ? []
      : [
          {
            path: [field, index],
            message: `${row.length} values, but ${width} columns`,
          },
        ],
  );
}

/** A list that has not the length `wanted`; none is fine. */
export function checkLength(
  values: readonly unknown[] | undefined,
  wanted: number,
  path: readonly (string | number)[],
  of: string,
): Issue[] {
  if (values === undefined || values.length === wanted) return [];
  return [{ path, message: `${values.length} values for ${wanted} ${of}` }];
}
