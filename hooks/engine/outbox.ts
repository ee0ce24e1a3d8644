/** Rows on their way to the host: kept until acknowledged, bounded, and honest about what the bound cost. */

export interface Entry {
    seq: number;
    kind: string;
    at_ms: number;
    tid: number;
    fields: Record<string, unknown>;
    payload: ArrayBuffer | null;
}

/** What a row costs beside its payload, roughly: the objects it is made of. */
const ROW_BYTES = 400;
/** Rows without which the others cannot be read; there are few, so the bound leaves them. */
const KEPT = new Set(["process", "hook", "present"]);

export class Outbox {
    droppedRows = 0;
    droppedBytes = 0;
    bytes = 0;
    /** Called when a row is dropped for good. */
    onDropped: (entry: Entry) => void = () => {};
    private rows: (Entry | null)[] = [];
    private firstSeq = 1; // of rows[0]
    private lossCursor = 1; // rows before it have no payload left to lose
    private dropCursor = 1; // rows before it are gone, or kept on purpose
    private sentSeq = 0;

    constructor(public limitBytes = 64 << 20) {}

    get next(): number {
        return this.firstSeq + this.rows.length;
    }

    /** The lowest sequence number still kept; `next` where nothing is. */
    get oldest(): number {
        const i = this.rows.findIndex((r) => r !== null);
        return i < 0 ? this.next : this.firstSeq + i;
    }

    get count(): number {
        return this.rows.reduce((n, r) => n + (r === null ? 0 : 1), 0);
    }

    push(kind: string, tid: number, fields: Record<string, unknown>, payload: ArrayBuffer | null = null): number {
        const seq = this.next;
        this.rows.push({ seq, kind, at_ms: Date.now(), tid, fields, payload });
        this.bytes += ROW_BYTES + (payload?.byteLength ?? 0);
        if (this.bytes > this.limitBytes) this.shrink();
        return seq;
    }

    /** Rows after `seq`, oldest first, until `maxBytes` of payload or `maxRows` rows; at least one if there is one. */
    after(seq: number, maxBytes: number, maxRows: number): Entry[] {
        const out: Entry[] = [];
        let bytes = 0;
        for (let i = Math.max(0, seq + 1 - this.firstSeq); i < this.rows.length && out.length < maxRows; i++) {
            const row = this.rows[i];
            if (row === null || row === undefined) continue;
            bytes += row.payload?.byteLength ?? 0;
            if (out.length > 0 && bytes > maxBytes) break;
            out.push(row);
        }
        return out;
    }

    /** Up to here rows are on their way to a reader, and the bound takes only from those after it; 0 when the reader is lost. */
    sent(seq: number): void {
        if (seq < this.sentSeq) this.lossCursor = this.dropCursor = this.firstSeq;
        this.sentSeq = seq;
    }

    /** Everything up to `seq` is on the host's disk. */
    release(seq: number): void {
        const n = Math.min(this.rows.length, Math.max(0, seq + 1 - this.firstSeq));
        for (const row of this.rows.splice(0, n))
            if (row !== null) this.bytes -= ROW_BYTES + (row.payload?.byteLength ?? 0);
        this.firstSeq += n;
    }

    /** Forgets every row (another session begins). The counters start again with it. */
    discard(): void {
        this.release(this.next - 1);
        this.droppedRows = 0;
        this.droppedBytes = 0;
    }

    private shrink(): void {
        this.lossCursor = Math.max(this.lossCursor, this.sentSeq + 1, this.firstSeq);
        while (this.bytes > this.limitBytes && this.lossCursor < this.next)
            this.losePayload(this.rows[this.lossCursor++ - this.firstSeq]);
        this.dropCursor = Math.max(this.dropCursor, this.sentSeq + 1, this.firstSeq);
        while (this.bytes > this.limitBytes && this.dropCursor < this.next)
            this.dropRow(this.dropCursor++ - this.firstSeq);
    }

    private losePayload(row: Entry | null | undefined): void {
        if (row == null || row.payload === null) return;
        const lost = row.payload.byteLength;
        row.payload = null;
        row.fields = { ...row.fields, lost };
        this.bytes -= lost;
        this.droppedBytes += lost;
    }

    private dropRow(index: number): void {
        const row = this.rows[index];
        if (row == null || KEPT.has(row.kind)) return;
        this.rows[index] = null;
        this.bytes -= ROW_BYTES;
        this.droppedRows++;
        this.onDropped(row);
    }
}
