/** Runs the agent's outbox outside of an app: a JSON list of steps on each line in, what came of each out. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const hooks = process.argv[2];
const typescript = createRequire(`${hooks}/package.json`)("typescript");
const source = readFileSync(`${hooks}/engine/outbox.ts`, "utf8");
const { outputText } = typescript.transpileModule(source, { compilerOptions: { module: "ESNext", target: "ES2022" } });
const { Outbox } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);

function run(steps) {
    const outbox = new Outbox(steps[0]);
    const dropped = [];
    outbox.onDropped = ({ seq }) => dropped.push(seq);
    const said = steps.slice(1).map(([verb, ...words]) => {
        let rows = [];
        if (verb === "push") outbox.push(words[0], 1, {}, words[1] === 0 ? null : new ArrayBuffer(words[1]));
        else if (verb === "after") rows = outbox.after(...words);
        else outbox[verb](...words);
        const { bytes, count, oldest, next, droppedRows, droppedBytes } = outbox;
        return { rows: rows.map(kept), bytes, count, oldest, next, droppedRows, droppedBytes };
    });
    return { said, dropped, left: outbox.after(0, Infinity, Infinity).map(kept) };
}

function kept({ seq, kind, fields, payload, size }) {
    return { seq, kind, lost: fields.lost ?? 0, payload: payload?.byteLength ?? 0, size };
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(run(JSON.parse(line))));
