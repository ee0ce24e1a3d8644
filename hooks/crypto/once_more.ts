/** Hot cryptography: the same result again is counted, and no more rows leave than a bound; what the bound cost is told. */
import { onFreshSession, row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";

const REMEMBERED = 2000;
const TELL_EVERY_MS = 5000;
/** Rows of one operation in one second. */
const ROWS_A_SECOND = 50;
/** Results of one operation in one second that are looked at at all: the look is what costs the app. */
const LOOKS_A_SECOND = 300;

interface Again {
    fields: Record<string, unknown>;
    untold: number;
    told_ms: number;
}

interface Rate {
    second: number;
    looks: number;
    rows: number;
    missed: number;
    told_ms: number;
}

const told = new Map<string, Again>();
const rates = new Map<string, Rate>();

onFreshSession(() => {
    told.clear();
    rates.clear();
});

/** Whether a result may be looked at; one that may not is counted. Asked before anything of it is read. */
export function mayLook(op: string): boolean {
    const rate = rateOf(op);
    if (rate.looks >= LOOKS_A_SECOND) {
        rate.missed++;
        return false;
    }
    rate.looks++;
    return true;
}

/** A row for a result that may be hot. `key` names the result; `fields` are made only where a row leaves. */
export function tellOnce(op: string, key: string, payload: ArrayBuffer, fields: () => Record<string, unknown>): void {
    const known = told.get(key);
    if (known !== undefined) {
        known.untold++;
        return;
    }
    const rate = rateOf(op);
    if (rate.rows >= ROWS_A_SECOND) {
        rate.missed++;
        return;
    }
    rate.rows++;
    if (told.size >= REMEMBERED) flushAgain(true);
    const said = { op, ...fields(), stack: stackId() };
    told.set(key, { fields: said, untold: 0, told_ms: Date.now() });
    row("crypto", said, payload);
}

function rateOf(op: string): Rate {
    const second = Math.floor(Date.now() / 1000);
    let rate = rates.get(op);
    if (rate === undefined) rates.set(op, (rate = { second, looks: 0, rows: 0, missed: 0, told_ms: 0 }));
    if (rate.second !== second) Object.assign(rate, { second, looks: 0, rows: 0 });
    return rate;
}

/** Tells repetitions and misses that were counted and not yet told: a row without bytes. Called by the link every few seconds. */
export function flushAgain(forget = false): void {
    const now_ms = Date.now();
    for (const again of told.values()) {
        if (again.untold === 0 || (!forget && now_ms - again.told_ms < TELL_EVERY_MS)) continue;
        row("crypto", { ...again.fields, in: 0, again: again.untold });
        Object.assign(again, { untold: 0, told_ms: now_ms });
    }
    if (forget) told.clear();
    for (const [op, rate] of rates) {
        if (rate.missed === 0 || now_ms - rate.told_ms < TELL_EVERY_MS) continue;
        row("crypto", { op, alg: "", mode: "", in: 0, missed: rate.missed });
        Object.assign(rate, { missed: 0, told_ms: now_ms });
    }
}
