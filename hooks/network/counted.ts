/** Connections whose bytes nobody here can read: told once, then only how many bytes and datagrams have passed. */
import { onFreshSession, onWake, row } from "../engine/report.js";
import { closeNow, newConnection, openNow, type Connection, type Told } from "./connections.js";
import type { Peer } from "./addresses.js";

export interface Passed {
    up: number;
    down: number;
    up_count?: number;
    down_count?: number;
}

const all = new Set<Counted>();

onFreshSession(() => all.forEach((c) => c.again()));
onWake(() => all.forEach((c) => c.again()));

export class Counted {
    readonly c: Connection;
    private base: Passed = { up: 0, down: 0, up_count: 0, down_count: 0 };
    private told = "";

    constructor(
        layer: Told,
        peer: Peer,
        host: string,
        stream: string,
        private readonly passed: () => Passed,
        partial = false,
    ) {
        this.c = newConnection(layer, stream, partial);
        Object.assign(this.c, peer, { host, unreadable: true });
        all.add(this);
    }

    /** Tells how much has passed, where it is more than was told. */
    tell(): void {
        const now = this.since();
        const said = JSON.stringify(now);
        if (said === this.told || (now.up === 0 && now.down === 0)) return;
        this.told = said;
        openNow(this.c);
        row("passed", { conn: this.c.conn, ...now });
    }

    close(): void {
        this.tell();
        closeNow(this.c);
        all.delete(this);
    }

    /** The rest is a connection of its own: to another session, or after a quiet time. What passed before is not told again. */
    again(): void {
        this.told = "";
        this.base = this.passed();
    }

    private since(): Passed {
        const now = this.passed();
        const out: Passed = { up: now.up - this.base.up, down: now.down - this.base.down };
        if (now.up_count !== undefined) out.up_count = now.up_count - (this.base.up_count ?? 0);
        if (now.down_count !== undefined) out.down_count = now.down_count - (this.base.down_count ?? 0);
        return out;
    }
}
