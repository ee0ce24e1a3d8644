/** What runs in C on every read and write of the process: it knows each descriptor, counts, and calls JavaScript only for clear TCP. */

import { hit, nativeState, type HookState } from "../engine/install.js";

/** The layer these hooks are told under. */
export const LAYER = "native_sockets";
/** Descriptors above this are not watched. */
export const FDS = 32768;
/** Peers of datagrams that are counted at one time. */
export const PEERS = 512;
const RANGES = 16;

/** What is known of a descriptor, one byte each. */
export const FD = { unknown: 0, ignored: 1, new: 2, clear: 3, tls: 4, udp: 5 } as const;

/** Which function a hook is on; the number is the C code's. */
const FUNCTIONS: Readonly<Record<string, number>> = {
    send: 0, write: 0, sendto: 1, sendmsg: 2, writev: 3, sendmmsg: 4,
    recv: 5, read: 6, recvfrom: 7, recvmsg: 8, readv: 9, recvmmsg: 10,
    close: 11, connect: 12,
}; // prettier-ignore

/** struct Peer of the C code. */
export const PEER = { bytes: 64, family: 0, address: 4, port: 2, up: 24, down: 32, upCount: 40, downCount: 48, version: 56 };

const CODE = `
#include <gum/guminterceptor.h>
#include <glib.h>
#include <string.h>

#define FDS ${FDS}
#define PEERS ${PEERS}
enum { UNKNOWN, IGNORED, NEW, CLEAR, TLS, UDP };
enum { SEND, SENDTO, SENDMSG, WRITEV, SENDMMSG, RECV, READ, RECVFROM, RECVMSG, READV, RECVMMSG, CLOSE, CONNECT };

typedef struct { void *base; gsize size; } Part;
typedef struct { void *name; guint32 name_size; Part *parts; gsize count; void *control; gsize control_size; int flags; } Message;
typedef struct { Message message; guint32 size; } Numbered;
typedef struct {
  guint16 family, port; guint8 address[16]; guint32 pad;
  guint64 up, down, up_count, down_count; guint32 version, pad2;
} Peer;
typedef struct { int fd; int kind; void *buffer; gsize size; void *address; void *address_size; int flags; } Seen;

extern guint8 states[]; extern guint8 begun[]; extern gint16 peer_of[];
extern gsize up_bytes[]; extern gsize down_bytes[];
extern Peer peers[]; extern gint peer_count; extern gint missed; extern gint lock;
extern gint calls[]; extern gsize ranges[]; extern gint range_count; extern gint own_pid;
extern int getsockopt (int, int, int, void *, guint32 *);
extern int getpeername (int, void *, guint32 *);
extern int getpid (void);
extern void on_bytes (int fd, int up, const void *at, gsize size, const void *stack);
extern void on_gone (int fd);
extern void on_answer (const void *at, gsize size);

static int same (const guint8 *a, const guint8 *b, int size)
{
  while (size-- != 0) if (*a++ != *b++) return 0;
  return 1;
}

static int is_own (GumInvocationContext *ic)
{
  gsize from = (gsize) gum_invocation_context_get_return_address (ic);
  int i;
  for (i = 0; i != range_count; i++)
    if (from >= ranges[2 * i] && from < ranges[2 * i + 1]) return 1;
  return 0;
}

static int classify (GumInvocationContext *ic, int fd)
{
  int domain = 0, type = 0;
  guint32 size = sizeof (int);
  if (getsockopt (fd, 1, 39, &domain, &size) != 0 || (domain != 2 && domain != 10)) return IGNORED;
  size = sizeof (int);
  if (getsockopt (fd, 1, 3, &type, &size) != 0) return IGNORED;
  if (type == 2) return UDP;
  if (type != 1 || is_own (ic)) return IGNORED;
  return NEW;
}

/* The number of a peer, from 1; 0 where it is none of the Internet's or there is no room. */
static int peer_number (const guint8 *address)
{
  guint16 family = *(const guint16 *) address;
  const guint8 *from = address + (family == 2 ? 4 : 8);
  int size = family == 2 ? 4 : 16, i, tries = 0;
  if (family != 2 && family != 10) return 0;
  for (i = 0; i != peer_count; i++)
    if (peers[i].family == family && same ((const guint8 *) &peers[i].port, address + 2, 2) &&
        same (peers[i].address, from, size)) return i + 1;
  /* Another thread may be adding one; who cannot wait is counted as missed. */
  while (g_atomic_int_add (&lock, 1) != 0)
  {
    g_atomic_int_add (&lock, -1);
    if (++tries == 1000) return 0;
  }
  i = peer_count;
  if (i != PEERS)
  {
    memset (&peers[i], 0, sizeof (Peer));
    peers[i].family = family;
    memcpy (&peers[i].port, address + 2, 2);
    memcpy (peers[i].address, from, size);
    peer_count = i + 1;
  }
  g_atomic_int_add (&lock, -1);
  return i == PEERS ? 0 : i + 1;
}

static int connected_peer (int fd)
{
  guint8 address[128];
  guint32 size = sizeof (address);
  int number = peer_of[fd];
  if (number != 0) return number;
  if (getpeername (fd, address, &size) != 0) return 0;
  return peer_of[fd] = peer_number (address);
}

/* RFC 8999: a long header has the two highest bits set, then comes the version. */
static void look_for_quic (Peer *p, const guint8 *b, gsize size)
{
  guint32 v;
  if (p->version != 0 || p->up_count > 8 || size < 7 || (b[0] & 0xc0) != 0xc0) return;
  v = ((guint32) b[1] << 24) | ((guint32) b[2] << 16) | ((guint32) b[3] << 8) | b[4];
  if (v == 1 || v == 0x6b3343cf || (v >> 8) == 0xff0000 || (v >> 24) == 'Q' || (v >> 24) == 'T' ||
      (v & 0x0f0f0f0f) == 0x0a0a0a0a) p->version = v;
}

static void datagrams (int fd, int up, const guint8 *address, const Part *parts, gsize count, gsize size, int number_of)
{
  int n = address != 0 ? peer_number (address) : connected_peer (fd);
  Peer *p;
  if (n == 0) { g_atomic_int_add (&missed, number_of); return; }
  p = &peers[n - 1];
  if (up)
  {
    peer_of[fd] = n; /* what is received without asking from whom came from here, as far as is known */
    if (count != 0) look_for_quic (p, parts[0].base, parts[0].size < size ? parts[0].size : size);
    g_atomic_pointer_add (&p->up, size);
    g_atomic_pointer_add (&p->up_count, number_of);
    return;
  }
  g_atomic_pointer_add (&p->down, size);
  g_atomic_pointer_add (&p->down_count, number_of);
  if (count != 0 && p->port == 0x3500) on_answer (parts[0].base, parts[0].size < size ? parts[0].size : size);
}

static void stream (int fd, int up, const Part *parts, gsize count, gsize size)
{
  gsize i, left = size;
  g_atomic_pointer_add (up ? &up_bytes[fd] : &down_bytes[fd], size);
  for (i = 0; i != count && left != 0; i++)
  {
    gsize here = parts[i].size < left ? parts[i].size : left;
    if (here != 0 && (states[fd] == NEW || states[fd] == CLEAR)) on_bytes (fd, up, parts[i].base, here, &left);
    left -= here;
  }
}

static void passed (int fd, int up, const guint8 *address, const Part *parts, gsize count, gsize size)
{
  if (states[fd] == UDP) datagrams (fd, up, address, parts, count, size, 1);
  else if (size != 0) stream (fd, up, parts, count, size);
}

void onEnter (GumInvocationContext *ic)
{
  int which = (int) (gsize) GUM_IC_GET_FUNC_DATA (ic, void *);
  int kind = which & 255;
  int fd = (int) (gsize) gum_invocation_context_get_nth_argument (ic, 0);
  Seen *s = GUM_IC_GET_INVOCATION_DATA (ic, Seen);
  s->fd = -1;
  if (fd < 0 || fd >= FDS) return;
  if (kind >= CLOSE)
  {
    guint8 old = states[fd];
    if (old == UNKNOWN && (kind == CLOSE ? begun[fd] == 0 : begun[fd] == 1)) return;
    /* A child that is about to become another program closes its copies, and may share this memory. */
    if (getpid () != own_pid) return;
    begun[fd] = kind == CONNECT;
    if (old > IGNORED || kind == CONNECT) g_atomic_int_add (&calls[which >> 8], 1);
    states[fd] = UNKNOWN;
    peer_of[fd] = 0;
    if (old == NEW || old == CLEAR || old == TLS) on_gone (fd);
    up_bytes[fd] = down_bytes[fd] = 0;
    return;
  }
  if (states[fd] == IGNORED) return;
  if (states[fd] == UNKNOWN && (states[fd] = classify (ic, fd)) == IGNORED) return;
  if (getpid () != own_pid) return;
  g_atomic_int_add (&calls[which >> 8], 1);
  s->fd = fd;
  s->kind = kind;
  s->buffer = gum_invocation_context_get_nth_argument (ic, 1);
  s->size = (gsize) gum_invocation_context_get_nth_argument (ic, 2);
  s->flags = 0;
  s->address = s->address_size = 0;
  if (kind == RECV || kind == RECVFROM) s->flags = (int) (gsize) gum_invocation_context_get_nth_argument (ic, 3);
  if (kind == RECVMSG) s->flags = (int) s->size;
  if (kind == SENDTO || kind == RECVFROM) s->address = gum_invocation_context_get_nth_argument (ic, 4);
}

void onLeave (GumInvocationContext *ic)
{
  Seen *s = GUM_IC_GET_INVOCATION_DATA (ic, Seen);
  gssize result = (gssize) gum_invocation_context_get_return_value (ic);
  int up, i;
  Part one;
  if (s->fd < 0 || states[s->fd] < NEW) return;
  up = s->kind < RECV;
  if (s->kind == SENDMMSG || s->kind == RECVMMSG)
  {
    Numbered *n = s->buffer;
    for (i = 0; i < (int) result; i++)
      passed (s->fd, up, n[i].message.name, n[i].message.parts, n[i].message.count, n[i].size);
    return;
  }
  if (result <= 0 || (s->flags & 2) != 0) return; /* 2: MSG_PEEK, those bytes come again */
  if (s->kind == SENDMSG || s->kind == RECVMSG)
  {
    Message *m = s->buffer;
    passed (s->fd, up, m->name_size != 0 ? m->name : 0, m->parts, m->count, result);
  }
  else if (s->kind == WRITEV || s->kind == READV) passed (s->fd, up, 0, s->buffer, s->size, result);
  else
  {
    one.base = s->buffer;
    one.size = result;
    passed (s->fd, up, s->address, &one, 1, result);
  }
}
`;

const word = Process.pointerSize;
const tables = {
    states: Memory.alloc(FDS),
    begun: Memory.alloc(FDS),
    peer_of: Memory.alloc(2 * FDS),
    up_bytes: Memory.alloc(word * FDS),
    down_bytes: Memory.alloc(word * FDS),
    peers: Memory.alloc(PEER.bytes * PEERS),
    ranges: Memory.alloc(2 * word * RANGES),
    calls: Memory.alloc(64),
    numbers: Memory.alloc(20),
};

export interface Callbacks {
    /** Bytes of a stream that is not known to be TLS. `stack`: a place on the thread's stack, inside the call. */
    bytes(fd: number, up: boolean, at: NativePointer, size: number, stack: NativePointer): void;
    /** A stream's descriptor is closed, or connects anew. */
    gone(fd: number): void;
    /** A datagram came from port 53. */
    answer(at: NativePointer, size: number): void;
}

// Kept for ever: the C code calls them.
const kept: unknown[] = [];

/** Makes the C code and hooks every function that moves bytes of a descriptor. Throws where the code cannot be made here. */
export function putFilterIn(to: Callbacks): void {
    const { states, begun, peer_of, up_bytes, down_bytes, peers, ranges, calls, numbers } = tables;
    numbers.add(16).writeInt(Process.id);
    const named = (name: string): NativePointer => Module.getGlobalExportByName(name);
    const symbols = {
        states, begun, peer_of, up_bytes, down_bytes, peers, ranges, calls,
        peer_count: numbers, missed: numbers.add(4), lock: numbers.add(8), range_count: numbers.add(12),
        own_pid: numbers.add(16),
        getsockopt: named("getsockopt"), getpeername: named("getpeername"), getpid: named("getpid"),
        on_bytes: new NativeCallback(
            (fd, up, at, size, stack) => to.bytes(fd, up !== 0, at, Number(size), stack),
            "void",
            ["int", "int", "pointer", "size_t", "pointer"],
        ),
        on_gone: new NativeCallback((fd) => to.gone(fd), "void", ["int"]),
        on_answer: new NativeCallback((at, size) => to.answer(at, Number(size)), "void", ["pointer", "size_t"]),
    }; // prettier-ignore
    const code = new CModule(CODE, symbols);
    kept.push(symbols, code);
    const send = libc.findExportByName("send");
    const recv = libc.findExportByName("recv");
    for (const [i, [name, kind]] of Object.entries(FUNCTIONS).entries()) {
        const address = libc.findExportByName(name);
        if (address === null) continue;
        // Android's send() and recv() are their longer forms with two arguments more.
        if (BIONIC && (address.equals(send ?? NULL) || address.equals(recv ?? NULL))) continue;
        const state = nativeState(LAYER, LIBC, name, "installed");
        if (state.status === "off") continue;
        counts.push({ state, at: calls.add(4 * i) });
        try {
            const callbacks = kind >= FUNCTIONS.close! ? { onEnter: code.onEnter } : code;
            Interceptor.attach(address, callbacks as unknown as NativeInvocationListenerCallbacks, ptr(kind + 256 * i));
        } catch (e) {
            nativeState(LAYER, LIBC, name, "failed", String(e).slice(0, 200));
        }
    }
}

const counts: { state: HookState; at: NativePointer }[] = [];

/** Counts the calls that were of sockets, as the C code counted them. */
export function countCalls(): void {
    for (const { state, at } of counts) {
        const more = at.readU32() - state.hits;
        if (more > 0) hit(state, more);
    }
}

// By address: a process may have more than one library of that name.
export const libc = Process.findModuleByAddress(Module.getGlobalExportByName("send"))!;
export const LIBC = libc.name;
export const BIONIC = libc.findExportByName("android_getaddrinfofornet") !== null;

/** Streams that code in here writes to are told elsewhere. */
export function ignoreCallersIn({ base, size }: Module): void {
    const count = tables.numbers.add(12);
    const n = count.readInt();
    if (n === RANGES) return;
    tables.ranges.add(2 * n * word).writePointer(base);
    tables.ranges.add((2 * n + 1) * word).writePointer(base.add(size));
    count.writeInt(n + 1);
}

export function stateOf(fd: number): number {
    return fd < FDS ? tables.states.add(fd).readU8() : FD.ignored;
}

export function setState(fd: number, state: number): void {
    tables.states.add(fd).writeU8(state);
}

/** Whether this descriptor was seen to connect: nothing of it can have been missed. */
export function sawItConnect(fd: number): boolean {
    return tables.begun.add(fd).readU8() === 1;
}

/** Bytes that passed on a stream since it was first seen. */
export function bytesOn(fd: number): { up: number; down: number } {
    return { up: number(tables.up_bytes.add(fd * word)), down: number(tables.down_bytes.add(fd * word)) };
}

function number(at: NativePointer): number {
    return Process.pointerSize === 8 ? at.readU64().toNumber() : at.readU32();
}

/** Every peer datagrams went to or came from, in order of their first. */
export function peersSeen(): NativePointer[] {
    return Array.from({ length: tables.numbers.readInt() }, (_, i) => tables.peers.add(i * PEER.bytes));
}

/** Datagrams that were not counted for any peer. */
export function datagramsMissed(): number {
    return tables.numbers.add(4).readInt();
}
