// Reads HAR entries, one JSON a line, and writes for each what TrackHAR finds: [property, value, path, how].
// node trackhar.mjs FOLDER_OF_NODE_MODULES INDICATORS_JSON adapters|indicators|both < entries > findings
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { once } from 'node:events';

const [folder, indicatorsText, way] = process.argv.slice(2);
const { unhar, adapterForRequest, processRequest } = await import(
    pathToFileURL(`${folder}/node_modules/trackhar/dist/index.js`).href
);
const indicatorValues = JSON.parse(indicatorsText);
const said = (value) => (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 500);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    let found = [];
    try {
        const [request] = unhar({ log: { entries: [JSON.parse(line)] } });
        const adapter = way === 'indicators' ? undefined : adapterForRequest(request);
        if (adapter) found = processRequest(request) ?? [];
        else if (way !== 'adapters') {
            // Only its indicators: an address that no adapter is for.
            const other = way === 'indicators' ? { ...request, endpointUrl: 'https://no.adapter.invalid/' } : request;
            found = processRequest(other, { indicatorValues }) ?? [];
        }
    } catch (error) {
        found = [{ property: 'error', value: String(error), path: '', reasoning: 'error' }];
    }
    const rows = found.map((one) => [one.property, said(one.value), `${one.context}.${one.path}`, one.reasoning]);
    if (!process.stdout.write(`${JSON.stringify(rows)}\n`)) await once(process.stdout, 'drain');
}
