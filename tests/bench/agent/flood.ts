/** The product's agent that, two seconds after its start, makes RATE observations a second for SECONDS seconds. */
import { outbox, row } from "./engine/report.js";
import { start as begin, type Options } from "./engine/start.js";

const RATE = Number("@RATE@");
const SECONDS = Number("@SECONDS@");
const TURN_MS = 10;
const DATA_EVERY = 5;

async function start(options: Options): Promise<unknown> {
    const started = await begin(options);
    setTimeout(() => void flood(), 2000);
    return started;
}

/** Four SDK calls, then 512 bytes of a connection; as many as the clock says are due, so that a late turn is made up for. */
async function flood(): Promise<void> {
    row("open", { conn: 1, layer: "tls", host: "flood.bench.test", port: 443, stream: "bench" });
    row("stack", { id: "s1", frames: ["bench.Flood.run(Flood.java:1)"] });
    const total = RATE * SECONDS;
    const began = Date.now();
    for (let made = 0; made < total; ) {
        const due = Math.min(total, Math.ceil(((Date.now() - began) * RATE) / 1000));
        for (; made < due; made++) one(made);
        await new Promise((done) => setTimeout(done, TURN_MS));
    }
    const took_s = (Date.now() - began) / 1000;
    row("note", { text: `flood over: ${total} in ${took_s.toFixed(1)} s, rows so far ${outbox.next}` });
}

function one(number: number): void {
    if (number % DATA_EVERY === 0)
        row("data", { conn: 1, dir: "up", size: 512, stack: "s1" }, new Uint8Array(512).fill(number & 0xff).buffer);
    else
        row("sdk", { sdk: "applog", hook: "com.bytedance.applog.AppLog.onEventV3", verb: "track",
            title: `onEventV3: flood_${number}`, value: { number, text: "forty characters that nobody looks for.." }, stack: "s1" });
}

rpc.exports = { start };
