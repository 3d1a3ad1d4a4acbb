const QUERY = 0x51; // 'Q'
const NOTIFICATION = 0x41; // 'A'
const HEAD = 5; // a letter, and the length of what follows it and itself

/**
 * One session serves many connections, so its notifications arrive in the reply to whoever committed. They are picked out
 * there and handed to each connection that asked to listen. PostgreSQL protocol, "Asynchronous Operations".
 */
export class News {
  readonly #ears = new Map<number, (bytes: Uint8Array) => void>();
  #rest = new Uint8Array(0);

  /** Whoever sends `listen …` as a simple query hears from now on. The session itself listens to all channels that anybody named. */
  noteAsk(from: number, message: Uint8Array, tell: (bytes: Uint8Array) => void): void {
    if (message[0] === QUERY && /^\s*listen\s/i.test(new TextDecoder().decode(message.subarray(HEAD, HEAD + 32)))) this.#ears.set(from, tell);
  }

  forget(from: number): void { this.#ears.delete(from); }

  /** Reads the replies to one connection, in whatever pieces they come. It has its own notifications with them already. */
  passOn(to: number, bytes: Uint8Array): void {
    if (this.#ears.size === 0) return;
    const all = this.#rest.length === 0 ? bytes : Uint8Array.from([...this.#rest, ...bytes]);
    let at = 0;
    while (all.length - at >= HEAD) {
      const end = at + 1 + new DataView(all.buffer, all.byteOffset + at + 1, 4).getUint32(0);
      if (end > all.length) break;
      if (all[at] === NOTIFICATION) this.#tellOthers(to, all.slice(at, end));
      at = end;
    }
    this.#rest = all.slice(at);
  }

  /** A reply is whole: what is left of it belongs to no message. */
  endReply(): void { this.#rest = new Uint8Array(0); }

  #tellOthers(to: number, message: Uint8Array): void {
    for (const [from, tell] of this.#ears) if (from !== to) tell(message);
  }
}
