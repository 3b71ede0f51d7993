/**
 * What the kernels are to compute, written for the eye: numbers of double precision in flat
 * arrays, channels last, one loop an index.
 */

export interface Shape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideDown: number;
  readonly strideRight: number;
  /** Rows and columns of zeros around the input. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export type Numbers = ArrayLike<number>;

export function outputSize(shape: Shape): { high: number; wide: number } {
  const down = shape.height + shape.top + shape.bottom - shape.filterHeight;
  const along = shape.width + shape.left + shape.right - shape.filterWidth;
  return {
    high: Math.floor(down / shape.strideDown) + 1,
    wide: Math.floor(along / shape.strideRight) + 1,
  };
}

/** Calls `visit` for every multiplication of the convolution, with the places of its factors. */
export function eachProduct(
  shape: Shape,
  visit: (x: number, filter: number, y: number) => void,
): void {
  const { high, wide } = outputSize(shape);
  const { batch, inputs, outputs, filterHeight, filterWidth } = shape;
  for (let n = 0; n < batch; n += 1)
    for (let row = 0; row < high; row += 1)
      for (let column = 0; column < wide; column += 1)
        for (let a = 0; a < filterHeight; a += 1)
          for (let b = 0; b < filterWidth; b += 1) {
            const down = row * shape.strideDown + a - shape.top;
            const right = column * shape.strideRight + b - shape.left;
            if (down < 0 || down >= shape.height) continue;
            if (right < 0 || right >= shape.width) continue;
            const pixel = (n * shape.height + down) * shape.width + right;
            const result = (n * high + row) * wide + column;
            const tap = a * filterWidth + b;
            for (let i = 0; i < inputs; i += 1)
              for (let o = 0; o < outputs; o += 1)
                visit(
                  pixel * inputs + i,
                  (tap * inputs + i) * outputs + o,
                  result * outputs + o,
                );
          }
}

export function convolve(shape: Shape, x: Numbers, filter: Numbers): number[] {
  const { high, wide } = outputSize(shape);
  const y = zeros(shape.batch * high * wide * shape.outputs);
  eachProduct(shape, (i, f, o) => add(y, o, at(x, i) * at(filter, f)));
  return y;
}

export function inputGradient(
  shape: Shape,
  dy: Numbers,
  filter: Numbers,
): number[] {
  const dx = zeros(shape.batch * shape.height * shape.width * shape.inputs);
  eachProduct(shape, (i, f, o) => add(dx, i, at(dy, o) * at(filter, f)));
  return dx;
}

export function filterGradient(
  shape: Shape,
  x: Numbers,
  dy: Numbers,
): number[] {
  const { filterHeight, filterWidth, inputs, outputs } = shape;
  const dw = zeros(filterHeight * filterWidth * inputs * outputs);
  eachProduct(shape, (i, f, o) => add(dw, f, at(x, i) * at(dy, o)));
  return dw;
}

/** `[rows, depth] × [depth, columns]`; a side that is transposed is stored the other way round. */
export function multiply(
  [rows, depth, columns]: readonly [number, number, number],
  a: Numbers,
  b: Numbers,
  transposeA: boolean,
  transposeB: boolean,
): number[] {
  const result = zeros(rows * columns);
  for (let i = 0; i < rows; i += 1)
    for (let k = 0; k < depth; k += 1)
      for (let j = 0; j < columns; j += 1) {
        const left = at(a, transposeA ? k * rows + i : i * depth + k);
        const right = at(b, transposeB ? j * depth + k : k * columns + j);
        add(result, i * columns + j, left * right);
      }
  return result;
}

/** Largest values of the windows, and for each the place in x of the first one that is largest. */
export function maxPool(
  shape: Shape,
  x: Numbers,
): { y: number[]; from: number[] } {
  const { high, wide } = outputSize(shape);
  const y = zeros(shape.batch * high * wide * shape.inputs).fill(-Infinity);
  const from = zeros(y.length).fill(-1);
  const depthwise = { ...shape, outputs: shape.inputs };
  eachProduct(depthwise, (i, _filter, o) => {
    if (i % shape.inputs !== o % shape.inputs) return;
    if (at(x, i) <= at(y, o)) return;
    y[o] = at(x, i);
    from[o] = i;
  });
  return { y, from };
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

export function at(numbers: Numbers, index: number): number {
  return numbers[index] ?? Number.NaN;
}

function add(sums: number[], index: number, value: number): void {
  sums[index] = at(sums, index) + value;
}
