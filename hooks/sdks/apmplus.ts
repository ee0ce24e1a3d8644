/** APMPlus (APM Insight), by Beijing Volcano Engine. */
import { fieldsOf } from "../engine/objects.js";
import { text, toValue } from "../engine/values.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const CRASH = "com.apm.insight.MonitorCrash";
const INSIGHT = "com.bytedance.apm.insight.ApmInsight";
const AGENT = "com.bytedance.apm.impl.ApmAgentServiceImpl";
const SOURCE = "decompiled Kimi Claw, github Hpkings777/Kimiclaw@3389560";

const last: SdkHook["read"] = ({ args }) => ({ title: "init", value: fieldsOf(args.at(-1)) });
const event =
    (method: string): SdkHook["read"] =>
    ({ args: [name, ...rest] }) => ({
        title: `${method}: ${text(name)}`,
        value: rest.length === 1 ? toValue(rest[0]) : rest.map(toValue),
    });
const id =
    (method: string): SdkHook["read"] =>
    ({ args: [value] }) => ({ title: method, value: toValue(value) });

export const apmplus = defineSdk({
    id: "apmplus",
    product: "apmplus",
    markers: { classes: [CRASH, INSIGHT] },
    hooks: [
        { cls: CRASH, method: "init", kind: "init", read: last, source: SOURCE },
        { cls: CRASH, method: "initSDK", kind: "init", read: last, source: SOURCE },
        { cls: CRASH, method: "addTags", kind: "identify", read: event("addTags"), source: SOURCE },
        { cls: CRASH, method: "reportCustomErr", kind: "track", read: event("reportCustomErr"), source: SOURCE },
        { cls: `${CRASH}$Config`, method: "setUID", kind: "identify", read: id("Config.setUID"), source: SOURCE },
        {
            cls: `${CRASH}$Config`,
            method: "setDeviceId",
            kind: "identify",
            read: id("Config.setDeviceId"),
            source: SOURCE,
        },
        { cls: INSIGHT, method: "init", kind: "init", read: last, source: SOURCE },
        { cls: INSIGHT, method: "start", kind: "init", read: last, source: SOURCE },
        { cls: AGENT, method: "monitorEvent", kind: "track", read: event("monitorEvent"), source: SOURCE },
        { cls: AGENT, method: "monitorCommonLog", kind: "track", read: event("monitorCommonLog"), source: SOURCE },
    ],
});
