/** Socket addresses as the kernel writes them. */

export interface Peer {
    ip: string;
    port: number;
}

const INET = 2;
const INET6 = 10;
export const ADDRESS_BYTES = 128;

const peername = new NativeFunction(Module.getGlobalExportByName("getpeername"), "int", ["int", "pointer", "pointer"]);

/** Whom a socket is connected to; null for none, or none of the Internet's. */
export function peerOf(fd: number): Peer | null {
    const room = Memory.alloc(ADDRESS_BYTES + 4);
    const size = room.add(ADDRESS_BYTES);
    size.writeU32(ADDRESS_BYTES);
    return peername(fd, room, size) === 0 ? readAddress(room) : null;
}

/** A struct sockaddr; null where it is not of the Internet. */
export function readAddress(at: NativePointer): Peer | null {
    const family = at.readU16();
    const port = at.add(2).readU8() * 256 + at.add(3).readU8();
    if (family === INET) return { ip: text4(at.add(4)), port };
    return family === INET6 ? { ip: text6(at.add(8)), port } : null;
}

export function text4(at: NativePointer): string {
    return [0, 1, 2, 3].map((i) => at.add(i).readU8()).join(".");
}

/** As RFC 5952 writes it; an IPv4 address in IPv6's clothes is that address. */
export function text6(at: NativePointer): string {
    const words = Array.from({ length: 8 }, (_, i) => at.add(2 * i).readU8() * 256 + at.add(2 * i + 1).readU8());
    if (words.slice(0, 5).every((w) => w === 0) && words[5] === 0xffff) return text4(at.add(12));
    const full = words.map((w) => w.toString(16));
    let best = { from: 0, size: 1 };
    for (let from = 0; from < 8; from++) {
        let size = 0;
        while (from + size < 8 && words[from + size] === 0) size++;
        if (size > best.size) best = { from, size };
    }
    if (best.size === 1) return full.join(":");
    return full.slice(0, best.from).join(":") + "::" + full.slice(best.from + best.size).join(":");
}
