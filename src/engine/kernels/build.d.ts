/** 1 in kernels-fma.wasm, 0 in kernels.wasm: the compiler puts it in (`--use FMA=1`). */
declare const FMA: i32;
