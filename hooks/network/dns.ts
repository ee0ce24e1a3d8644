/** Names this process asked for and the addresses it got: told, so that a connection known by address alone has a name. */
import { hookNative, type NativeCall } from "../engine/native.js";
import { onFreshSession, row } from "../engine/report.js";
import { readAddress } from "./addresses.js";
import { BIONIC, LIBC, libc } from "./filter.js";

const REMEMBERED = 500;
const ADDRESSES_LIMIT = 64;
/** Where the pointers stand in struct addrinfo: Android's has the canonical name first, glibc's and musl's the address. */
const FIRST = Process.pointerSize === 8 ? 24 : 20;
const ADDRESS_AT = BIONIC ? FIRST + Process.pointerSize : FIRST;
const NEXT_AT = FIRST + 2 * Process.pointerSize;
/** A name's address is asked for by these; the number is the argument that takes the answer. */
const ASKING = { getaddrinfo: 3, android_getaddrinfofornet: 5, android_getaddrinfofornetcontext: 4 };

const answers = new Map<string, string>();
onFreshSession(() => answers.forEach((text, host) => tell(host, text)));

export function watchNames(): void {
    for (const [name, at] of Object.entries(ASKING)) {
        const address = libc.findExportByName(name);
        if (address === null) continue;
        hookNative({ layer: "dns", library: LIBC, name, args: [0, at], enter: note, leave: answered }, address);
    }
}

/** A name's addresses, as this process knows them from now on. */
export function resolved(host: string, addresses: string[]): void {
    const name = host.toLowerCase().replace(/\.$/, "");
    const text = [...new Set(addresses)].slice(0, ADDRESSES_LIMIT).join(" ");
    if (name === "" || text === "" || answers.get(name) === text) return;
    if (answers.size >= REMEMBERED) answers.delete(answers.keys().next().value!);
    answers.delete(name);
    answers.set(name, text);
    tell(name, text);
}

function tell(host: string, text: string): void {
    row("dns", { host, addresses: text.split(" ") });
}

function note(call: NativeCall): void {
    const [name] = call.args;
    call.note = name!.isNull() ? "" : name!.readUtf8String();
}

function answered(call: NativeCall): void {
    if (call.result.toInt32() !== 0 || typeof call.note !== "string" || call.note === "") return;
    const found: string[] = [];
    let node = call.args[1]!.readPointer();
    for (; !node.isNull() && found.length < ADDRESSES_LIMIT; node = node.add(NEXT_AT).readPointer()) {
        const address = node.add(ADDRESS_AT).readPointer();
        const peer = address.isNull() ? null : readAddress(address);
        if (peer !== null) found.push(peer.ip);
    }
    if (!found.includes(call.note)) resolved(call.note, found);
}
