/** Connections whose bytes pass none of the hooked functions (Go's own system calls, io_uring): found among the open descriptors, counted by the kernel. */
import { peerOf } from "./addresses.js";
import { Counted } from "./counted.js";
import { FD, stateOf } from "./filter.js";

const SOCKETS_LIMIT = 1000;
const INET = 2;
const INET6 = 10;
const STREAM = 1;
const [SOL_SOCKET, SO_TYPE, SO_DOMAIN] = [1, 3, 39];
const [IPPROTO_TCP, TCP_INFO] = [6, 11];
/** Where the counters stand in the kernel's struct tcp_info (linux/tcp.h); it is 216 bytes long since Linux 4.19. */
const INFO = { bytes: 256, received: 128, sent: 200, sentAgain: 208, whole: 216 };
/** Where the name stands in struct dirent, of glibc's and Android's 64 bit kinds. */
const NAME_AT = 19;
const HTTPS = 443;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

interface Seen {
    inode: string;
    start: { up: number; down: number };
    counted: Counted | null;
    /** Frida's own way into the process. */
    own: boolean;
}

type Ask = (...args: unknown[]) => any;
const named = (name: string, ret: NativeFunctionReturnType, args: NativeFunctionArgumentType[]): Ask =>
    new NativeFunction(Module.getGlobalExportByName(name), ret, args) as unknown as Ask;
const opendir = named("opendir", "pointer", ["pointer"]);
const readdir = named("readdir", "pointer", ["pointer"]);
const closedir = named("closedir", "int", ["pointer"]);
const readlink = named("readlink", "ssize_t", ["pointer", "pointer", "size_t"]);
const getsockopt = named("getsockopt", "int", ["int", "int", "int", "pointer", "pointer"]);

const FOLDER = Memory.allocUtf8String("/proc/self/fd");
const room = Memory.alloc(INFO.bytes);
const size = Memory.alloc(4);
const seen = new Map<number, Seen>();
let first = true;

/** Looks at every open descriptor once. On the agent's thread, every now and then; the first time it only remembers. */
export function sweep(): void {
    const open = socketsOpen();
    for (const [fd, s] of seen) {
        if (open.get(fd) === s.inode) continue;
        seen.delete(fd);
        s.counted?.close();
    }
    for (const [fd, inode] of open) look(fd, inode);
    first = false;
}

function look(fd: number, inode: string): void {
    if (stateOf(fd) !== FD.unknown) return;
    let s = seen.get(fd);
    const now = passed(fd);
    if (now === null) return;
    if (s === undefined) {
        // Who talks to this phone itself before the first hook is in is Frida, where it is no server but a portal.
        const own = first && LOOPBACK.test(peerOf(fd)?.ip ?? "");
        s = { inode, start: first ? now : { up: 0, down: 0 }, counted: null, own };
        seen.set(fd, s);
    }
    if (s.own) return;
    if (s.counted === null) {
        if (now.up <= s.start.up && now.down <= s.start.down) return;
        const peer = peerOf(fd);
        if (peer === null) return;
        const { start } = s;
        let last = now;
        const since = (): { up: number; down: number } => {
            last = (open(fd, inode) ? passed(fd) : null) ?? last;
            return { up: last.up - start.up, down: last.down - start.down };
        };
        const how = "system calls of its own";
        s.counted = new Counted(peer.port === HTTPS ? "tls" : "tcp", peer, "", how, since, start.up + start.down > 0);
    }
    s.counted.tell();
}

/** Descriptors of sockets with their inodes. */
function socketsOpen(): Map<number, string> {
    const out = new Map<number, string>();
    const folder = opendir(FOLDER) as NativePointer;
    if (folder.isNull()) return out;
    for (let e = readdir(folder) as NativePointer; !e.isNull(); e = readdir(folder) as NativePointer) {
        const fd = Number(e.add(NAME_AT).readUtf8String());
        const inode = Number.isInteger(fd) ? inodeOf(fd) : "";
        if (inode !== "") out.set(fd, inode);
        if (out.size >= SOCKETS_LIMIT) break;
    }
    closedir(folder);
    return out;
}

/** "socket:[123]"; "" where it is none. */
function inodeOf(fd: number): string {
    const n = Number(readlink(Memory.allocUtf8String(`/proc/self/fd/${fd}`), room, INFO.bytes));
    const to = n > 0 ? (room.readUtf8String(n) ?? "") : "";
    return to.startsWith("socket:") ? to : "";
}

function open(fd: number, inode: string): boolean {
    return inodeOf(fd) === inode;
}

/** Bytes of a TCP connection as the kernel counts them, those sent again once; null where it is no such connection. */
function passed(fd: number): { up: number; down: number } | null {
    const domain = option(fd, SOL_SOCKET, SO_DOMAIN);
    if ((domain !== INET && domain !== INET6) || option(fd, SOL_SOCKET, SO_TYPE) !== STREAM) return null;
    size.writeU32(INFO.bytes);
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, room, size) !== 0 || size.readU32() < INFO.whole) return null;
    const n = (at: number): number => room.add(at).readU64().toNumber();
    return { up: n(INFO.sent) - n(INFO.sentAgain), down: n(INFO.received) };
}

function option(fd: number, level: number, name: number): number {
    size.writeU32(4);
    return getsockopt(fd, level, name, room, size) === 0 ? room.readInt() : -1;
}
