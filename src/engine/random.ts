/** A seeded row of chance (xorshift32): fast, repeatable, not for secrets. */
export class Random {
  private state: number;
  constructor(seed: number) {
    let mixed = (seed + 0x9e3779b9) | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    this.state = (mixed ^ (mixed >>> 15)) | 0 || 1;
  }
  /** 32 random bits, signed, never 0. */
  bits(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x;
  }
  /** 0 ≤ result < 1. */
  unit(): number {
    return (this.bits() >>> 0) * 2.3283064365386963e-10;
  }
  /** 0 ≤ result < below. */
  below(below: number): number {
    return Math.floor((this.bits() >>> 0) * 2.3283064365386963e-10 * below);
  }
}
