/** Datagrams: counted by peer, told as seen and not readable; QUIC is known by its first byte and version, DNS by its port. */
import { text4, text6, type Peer } from "./addresses.js";
import { Counted, type Passed } from "./counted.js";
import type { Told } from "./connections.js";
import { PEER, peersSeen } from "./filter.js";

const INET = 2;
const DNS = 53;

const told = new Map<string, Counted>();

/** Tells what has passed since it was last told. On the agent's thread, every now and then. */
export function tellDatagrams(): void {
    for (const at of peersSeen()) {
        const key = at.toString();
        let counted = told.get(key);
        if (counted === undefined) {
            if (passed(at).up + passed(at).down === 0) continue;
            const peer = peerAt(at);
            const layer: Told = peer.port === DNS ? "dns" : at.add(PEER.version).readU32() !== 0 ? "quic" : "udp";
            counted = new Counted(layer, peer, "", version(at), () => passed(at));
            told.set(key, counted);
        }
        counted.tell();
    }
}

function peerAt(at: NativePointer): Peer {
    const port = at.add(PEER.port).readU8() * 256 + at.add(PEER.port + 1).readU8();
    const address = at.add(PEER.address);
    return { ip: at.add(PEER.family).readU16() === INET ? text4(address) : text6(address), port };
}

function passed(at: NativePointer): Passed {
    const n = (offset: number): number => at.add(offset).readU64().toNumber();
    return { up: n(PEER.up), down: n(PEER.down), up_count: n(PEER.upCount), down_count: n(PEER.downCount) };
}

/** "QUIC version 1", or "datagrams". */
function version(at: NativePointer): string {
    const v = at.add(PEER.version).readU32();
    return v === 0 ? "datagrams" : `QUIC version ${v < 256 ? v : "0x" + v.toString(16)}`;
}

