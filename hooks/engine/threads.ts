/** What the agent knows of each of the app's threads while it is inside a hooked call. */

export interface ThreadState {
    readonly tid: number;
    /** Hooked calls this thread is inside of. */
    depth: number;
    /** The agent itself is looking: hooks on this thread pass through. */
    looking: boolean;
    /** Inside a TLS stream's or handshake's own code: what it sends on a socket is ciphertext, its ciphers are TLS's. */
    tls: number;
    /** Inside a clear socket's stream. */
    socket: number;
    /** The HTTP call being run, newest last. */
    calls: number[];
    /** Names of hooks (Hook.once) this thread is inside of, with how deep. */
    inside: Map<string, number>;
}

const states = new Map<number, ThreadState>();

/** The calling thread's state, made if absent. */
export function enter(): ThreadState {
    const tid = Process.getCurrentThreadId();
    let s = states.get(tid);
    if (s === undefined) {
        s = newState(tid);
        states.set(tid, s);
    }
    s.depth++;
    return s;
}

/** The calling thread's state, if it is inside a hooked call of a Java method. */
export function peek(): ThreadState | undefined {
    return states.get(Process.getCurrentThreadId());
}

/** Leaves a hooked call; a thread that is in none is forgotten, so that thousands of short threads cost nothing. */
export function leave(s: ThreadState): void {
    if (--s.depth === 0) states.delete(s.tid);
}

/** The calling thread is the agent's own: hooks on it pass through for ever. */
export function ignoreThisThread(): void {
    const tid = Process.getCurrentThreadId();
    states.set(tid, { ...newState(tid), depth: 1, looking: true });
}

function newState(tid: number): ThreadState {
    return { tid, depth: 0, looking: false, tls: 0, socket: 0, calls: [], inside: new Map() };
}
