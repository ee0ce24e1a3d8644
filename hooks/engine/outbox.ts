/** Rows on their way to the host: kept until acknowledged, bounded, and honest about what the bound cost. */

export interface Entry {
    seq: number;
    kind: string;
    at_ms: number;
    tid: number;
    fields: Record<string, unknown>;
    payload: ArrayBuffer | null;
    /** What it costs beside its payload, roughly, in bytes. */
    size: number;
}

/** The objects a row is made of, before what they hold. */
const ROW_BYTES = 400;
const VALUE_BYTES = 16;
/** Rows without which the others cannot be read; there are few, so the bound leaves them. */
const KEPT = new Set(["process", "hook", "present"]);
const TIDY_ROWS = 1024;

export class Outbox {
    droppedRows = 0;
    droppedBytes = 0;
    bytes = 0;
    /** Called when a row is dropped for good. */
    onDropped: (entry: Entry) => void = () => {};
    // In order of their numbers: what is on its way to a reader, what the bound left on purpose, and all the rest.
    private flown: Entry[] = [];
    private spared: Entry[] = [];
    private waiting: Entry[] = [];
    private head = 0; // of waiting: rows before it are gone or spared
    private bare = 0; // of waiting: rows before it have no payload left to lose
    private made = 0;

    constructor(public limitBytes = 64 << 20) {}

    get next(): number {
        return this.made + 1;
    }

    /** The lowest sequence number still kept; `next` where nothing is. */
    get oldest(): number {
        return (this.flown[0] ?? this.spared[0] ?? this.waiting[this.head])?.seq ?? this.next;
    }

    get count(): number {
        return this.flown.length + this.spared.length + this.waiting.length - this.head;
    }

    push(kind: string, tid: number, fields: Record<string, unknown>, payload: ArrayBuffer | null = null): number {
        const seq = ++this.made;
        const size = ROW_BYTES + weight(fields);
        this.waiting.push({ seq, kind, at_ms: Date.now(), tid, fields, payload, size });
        this.bytes += size + (payload?.byteLength ?? 0);
        if (this.bytes > this.limitBytes) this.shrink();
        return seq;
    }

    /** Rows after `seq`, oldest first, until `maxBytes` or `maxRows` rows; at least one if there is one. */
    after(seq: number, maxBytes: number, maxRows: number): Entry[] {
        const out: Entry[] = [];
        let bytes = 0;
        for (const [rows, from] of [[this.flown, 0], [this.spared, 0], [this.waiting, this.head]] as const) {
            if ((rows.at(-1)?.seq ?? 0) <= seq) continue;
            for (let i = from; i < rows.length; i++) {
                const row = rows[i] as Entry;
                if (row.seq <= seq) continue;
                bytes += row.size + (row.payload?.byteLength ?? 0);
                if (out.length >= maxRows || (out.length > 0 && bytes > maxBytes)) return out;
                out.push(row);
            }
        }
        return out;
    }

    /** Up to here rows are on their way to a reader, and the bound takes only from those after it; 0 when the reader is lost. */
    sent(seq: number): void {
        if (seq < (this.flown.at(-1)?.seq ?? 0)) {
            this.waiting = [...this.flown, ...this.spared, ...this.waiting.slice(this.head)];
            this.flown = [];
            this.spared = [];
            this.head = this.bare = 0;
        }
        this.flown.push(...this.taken(seq));
    }

    /** Everything up to `seq` is on the host's disk. */
    release(seq: number): void {
        const n = prefix(this.flown, 0, seq);
        for (const row of [...this.flown.splice(0, n), ...this.taken(seq)])
            this.bytes -= row.size + (row.payload?.byteLength ?? 0);
    }

    /** Forgets every row (another session begins). The counters start again with it. */
    discard(): void {
        this.release(this.made);
        this.droppedRows = 0;
        this.droppedBytes = 0;
    }

    /** Takes what is not on its way yet, up to `seq`. */
    private taken(seq: number): Entry[] {
        const to = prefix(this.waiting, this.head, seq);
        const out = [...this.spared.splice(0, prefix(this.spared, 0, seq)), ...this.waiting.slice(this.head, to)];
        this.head = to;
        this.tidy();
        return out;
    }

    private shrink(): void {
        this.bare = Math.max(this.bare, this.head);
        while (this.bytes > this.limitBytes && this.bare < this.waiting.length)
            this.losePayload(this.waiting[this.bare++] as Entry);
        while (this.bytes > this.limitBytes && this.head < this.waiting.length)
            this.dropRow(this.waiting[this.head++] as Entry);
        this.tidy();
    }

    private losePayload(row: Entry): void {
        if (row.payload === null) return;
        const lost = row.payload.byteLength;
        row.payload = null;
        row.fields = { ...row.fields, lost };
        this.bytes -= lost;
        this.droppedBytes += lost;
    }

    private dropRow(row: Entry): void {
        if (KEPT.has(row.kind)) {
            this.spared.push(row);
            return;
        }
        this.bytes -= row.size;
        this.droppedRows++;
        this.onDropped(row);
    }

    /** Gives back the places of rows that are gone, at a cost spread over many: a flood without a reader must not grow it. */
    private tidy(): void {
        if (this.head < TIDY_ROWS || this.head < this.waiting.length / 2) return;
        this.waiting = this.waiting.slice(this.head);
        this.bare = Math.max(0, this.bare - this.head);
        this.head = 0;
    }
}

/** What a row's values hold, roughly, in bytes. */
function weight(value: unknown): number {
    if (typeof value === "string") return VALUE_BYTES + value.length;
    if (typeof value !== "object" || value === null) return VALUE_BYTES;
    let bytes = VALUE_BYTES;
    for (const key in value) bytes += key.length + weight((value as Record<string, unknown>)[key]);
    return bytes;
}

/** The index, from `from` on, of the first row after `seq`. */
function prefix(rows: Entry[], from: number, seq: number): number {
    let low = from;
    let high = rows.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((rows[middle] as Entry).seq <= seq) low = middle + 1;
        else high = middle;
    }
    return low;
}
