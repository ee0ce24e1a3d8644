/** Names this process asked for and the answers it got: told, so that a connection known by address alone has a name, and a name its other names. */
import { hookNative, type NativeCall } from "../engine/native.js";
import { onFreshSession, row } from "../engine/report.js";
import { readAddress } from "./addresses.js";
import { BIONIC, LIBC, libc } from "./filter.js";

const REMEMBERED = 500;
const ADDRESSES_LIMIT = 64;
const PACKET_LIMIT = 8192;
/** Where the pointers stand in struct addrinfo: Android's has the canonical name first, glibc's and musl's the address. */
const FIRST = Process.pointerSize === 8 ? 24 : 20;
const SECOND = FIRST + Process.pointerSize;
const [CANONICAL_AT, ADDRESS_AT] = BIONIC ? [FIRST, SECOND] : [SECOND, FIRST];
const NEXT_AT = FIRST + 2 * Process.pointerSize;
/** A name's address is asked for by these; the number is the argument that takes the answer. */
const ASKING = { getaddrinfo: 3, android_getaddrinfofornet: 5, android_getaddrinfofornetcontext: 4 };
/**
 * Android's own way to whole answers: android.net.DnsResolver and android_res_nresult() end here.
 * int resNetworkResult(int fd, int* rcode, uint8_t* answer, size_t size): the answer's size, or less than 0.
 */
const NETD = "libnetd_client.so";
const ANSWERED = "resNetworkResult";

interface Told {
    fields: Record<string, unknown>;
    /** What makes it another answer than the one before. */
    text: string;
    packet: ArrayBuffer | null;
}

/** The last answer to each question. */
const answers = new Map<string, Told>();
onFreshSession(() => answers.forEach(tell));

export function watchNames(): void {
    for (const [name, at] of Object.entries(ASKING)) {
        const address = libc.findExportByName(name);
        if (address === null) continue;
        hookNative({ layer: "dns", library: LIBC, name, args: [0, at], enter: note, leave: answered }, address);
    }
    Process.attachModuleObserver({ onAdded: watchNetd });
}

function watchNetd(module: Module): void {
    if (module.name !== NETD) return;
    const address = module.findExportByName(ANSWERED);
    if (address === null) return;
    hookNative({ layer: "dns", library: NETD, name: ANSWERED, args: [2], leave: gotPacket }, address);
}

/** A name server's answer as it came over the network; what it says is read by the host. RFC 1035, 4.1. */
export function packetCame(at: NativePointer, size: number): void {
    const packet = at.readByteArray(Math.min(size, PACKET_LIMIT))!;
    const b = new Uint8Array(packet);
    const question = b.indexOf(0, 12) + 5; // after the name's end stand its type and class
    // An answer, without an error, to one question, with something in it.
    const isAnswer = (b[2]! & 0x80) !== 0 && (b[3]! & 15) === 0 && b[4] === 0 && b[5] === 1 && b[6]! + b[7]! > 0;
    if (b.length < 17 || !isAnswer || question < 17) return;
    keep(latin(b.subarray(12, question)), { fields: { size }, text: latin(b.subarray(2)), packet });
}

function resolved(host: string, addresses: string[], canonical: string): void {
    const name = plain(host);
    const found = [...new Set(addresses)].slice(0, ADDRESSES_LIMIT);
    if (name === "" || found.length === 0) return;
    const other = plain(canonical);
    const aliases = other === "" || other === name ? [] : [other];
    const fields = { host: name, addresses: found, ...(aliases.length > 0 && { aliases }) };
    keep(name, { fields, text: JSON.stringify(fields), packet: null });
}

/** Tells what is new, and remembers it for the next session. */
function keep(question: string, told: Told): void {
    if (answers.get(question)?.text === told.text) return;
    if (answers.size >= REMEMBERED) answers.delete(answers.keys().next().value!);
    answers.delete(question);
    answers.set(question, told);
    tell(told);
}

function tell({ fields, packet }: Told): void {
    row("dns", fields, packet);
}

function plain(name: string): string {
    return name.toLowerCase().replace(/\.$/, "");
}

function latin(bytes: Uint8Array): string {
    return String.fromCharCode(...bytes);
}

function note(call: NativeCall): void {
    const [name] = call.args;
    call.note = name!.isNull() ? "" : name!.readUtf8String();
}

function answered(call: NativeCall): void {
    if (call.result.toInt32() !== 0 || typeof call.note !== "string" || call.note === "") return;
    const found: string[] = [];
    let node = call.args[1]!.readPointer();
    // The first has the canonical name, where the app asked for it.
    const canonical = node.isNull() ? NULL : node.add(CANONICAL_AT).readPointer();
    for (; !node.isNull() && found.length < ADDRESSES_LIMIT; node = node.add(NEXT_AT).readPointer()) {
        const address = node.add(ADDRESS_AT).readPointer();
        const peer = address.isNull() ? null : readAddress(address);
        if (peer !== null) found.push(peer.ip);
    }
    const other = canonical.isNull() ? "" : (canonical.readUtf8String() ?? "");
    if (!found.includes(call.note)) resolved(call.note, found, other);
}

function gotPacket(call: NativeCall): void {
    const size = call.result.toInt32();
    if (size > 0) packetCame(call.args[0]!, size);
}
