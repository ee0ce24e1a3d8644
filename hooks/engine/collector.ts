/** Keeps the bridge's replacement methods pointing at their classes while ART's collector moves these: the bridge is too late. */

import { fault } from "./report.js";

// A replaced method is a copy of ART's that the collector knows nothing of. When it moves the class, it mends the original's
// pointer to it; the bridge (7.0.13, android.js) copies that over only where ConcurrentCopying::CopyingPhase returns. But inside
// that function marking ends, and with it the read barrier that would mend a stale pointer at each use: a static method called
// in between has its class's old place in its frame, and the next collection ends the app with "Invalid reference". So the
// pointers are copied where marking is about to end: all of the originals' are mended by then, and the barrier still holds.
// The names are the same from Android 10 on; a compiler may have made one function part of another, so all of them are asked for.
const MARKING_ENDS = [
    "_ZN3art2gc9collector17ConcurrentCopying14DisableMarkingEv",
    "_ZN3art2gc9collector17ConcurrentCopying29IssueDisableMarkingCheckpointEv",
    "_ZN3art10ThreadList13RunCheckpointEPNS_7ClosureES2_", // what the one above calls, before any thread knows
];

// ArtMethod's first field is its class, in 32 bits, in every ART that has a copying collector.
const CODE = `
#include <glib.h>
#include <gum/guminterceptor.h>

typedef struct { guint32 *original; guint32 *replacement; } Pair;

extern GMutex lock;
extern GArray *pairs;

void init (void) { g_mutex_init (&lock); pairs = g_array_new (FALSE, FALSE, sizeof (Pair)); }

void keep (guint32 *original, guint32 *replacement) {
    Pair pair = { original, replacement };
    g_mutex_lock (&lock);
    g_array_append_val (pairs, pair);
    *replacement = *original;
    g_mutex_unlock (&lock);
}

void onEnter (GumInvocationContext *context) {
    guint i;
    g_mutex_lock (&lock);
    for (i = 0; i != pairs->len; i++) {
        Pair *pair = &g_array_index (pairs, Pair, i);
        *pair->replacement = *pair->original;
    }
    g_mutex_unlock (&lock);
}
`;

interface Mangler {
    hookedMethodId?: NativePointer;
    replacementMethodId?: NativePointer | null;
}

type Keep = (original: NativePointer, replacement: NativePointer) => void;

const kept: unknown[] = [];
let keep: Keep | null | undefined;

/** What the bridge made of a method's `implementation`, from its replacement on; nothing on a JVM without copies. */
export function followsItsClass(replacement: unknown): void {
    const { hookedMethodId, replacementMethodId } = (replacement as { _m: Mangler })._m;
    if (hookedMethodId === undefined || replacementMethodId == null) return;
    if (keep === undefined) keep = watchCollector();
    keep?.(hookedMethodId, replacementMethodId);
}

/** Null where ART has no copying collector, or one without these functions. */
function watchCollector(): Keep | null {
    const art = Process.findModuleByName("libart.so");
    const found = MARKING_ENDS.map((name) => art?.findExportByName(name) ?? art?.findSymbolByName(name) ?? null);
    if (found.every((address) => address === null)) {
        if (art !== null) fault("collector", "this ART names none of the functions by which its marking ends");
        return null;
    }
    const symbols = { lock: Memory.alloc(Process.pointerSize), pairs: Memory.alloc(Process.pointerSize) };
    const code = new CModule(CODE, symbols);
    kept.push(symbols, code);
    for (const address of found)
        if (address !== null)
            Interceptor.attach(address, { onEnter: code.onEnter } as unknown as NativeInvocationListenerCallbacks);
    return new NativeFunction(code.keep!, "void", ["pointer", "pointer"], { scheduling: "exclusive" });
}
