// The catalogue and its readers: the Rust library as a WebAssembly module.

class Library {
  #exports;

  /** Opens the module that is in the page. */
  static async open() {
    const base64 = document.getElementById("module").textContent;
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = await new Response(stream).arrayBuffer();
    const { instance } = await WebAssembly.instantiate(bytes);
    const library = new Library();
    library.#exports = instance.exports;
    return library;
  }

  /** Returns all codes and the words that describe them. */
  catalogue() {
    return this.#output(this.#exports.page_catalogue());
  }

  /** Returns the failures that a text reports. */
  read(text) {
    const bytes = new TextEncoder().encode(text);
    const address = this.#exports.page_input(bytes.length);
    this.#bytes(address, bytes.length).set(bytes);
    return this.#output(this.#exports.page_read());
  }

  #output(length) {
    return JSON.parse(new TextDecoder().decode(this.#bytes(this.#exports.page_output(), length)));
  }

  #bytes(address, length) {
    return new Uint8Array(this.#exports.memory.buffer, address, length);
  }
}
