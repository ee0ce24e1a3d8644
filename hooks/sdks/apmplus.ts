/** APMPlus (APM Insight), by Beijing Volcano Engine. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const CRASH = "com.apm.insight.MonitorCrash";
const INSIGHT = "com.bytedance.apm.insight.ApmInsight";
const BUILDER = "com.bytedance.apm.insight.ApmInsightInitConfig$Builder";
const AGENT = "com.bytedance.apm.impl.ApmAgentServiceImpl";
const SOURCE = "decompiled Kimi Claw, github Hpkings777/Kimiclaw@3389560";

const last =
    (method: string): SdkHook["read"] =>
    ({ args }) => ({ title: method, value: fieldsOf(args.at(-1)) });

export const apmplus = defineSdk({
    id: "apmplus",
    product: "apmplus",
    markers: {
        classes: [CRASH, INSIGHT, "com.bytedance.services.slardar.config.IConfigManager"],
        libraries: ["libapminsighta.so", "libapminsightb.so", "libvolc_log.so"],
        strings: ["apmplus.volces.com", "/monitor/collect/c/cloudcontrol/get"],
    },
    hooks: [
        ...calls(
            CRASH,
            SOURCE,
            {
                init: [
                    "static init(Context, $Config config): com.apm.insight.MonitorCrash",
                    "static initSDK(Context, $Config config): com.apm.insight.MonitorCrash",
                ],
                identify: ["addTags(String key, String value): com.apm.insight.MonitorCrash"],
                track: [
                    "reportCustomErr(String name, String kind, Throwable error)",
                    "reportCustomErr(String name, String kind, Throwable error, Map filters)",
                ],
            },
            { init: last("init"), initSDK: last("initSDK") },
        ),
        ...calls(`${CRASH}$Config`, SOURCE, {
            identify: [
                "setUID(String uid): com.apm.insight.MonitorCrash$Config",
                "setDeviceId(String did): com.apm.insight.MonitorCrash$Config",
            ],
        }),
        ...calls(
            INSIGHT,
            SOURCE,
            {
                init: ["init(Context, .ApmInsightInitConfig config)", "start(.ApmInsightInitConfig config)"],
            },
            { init: last("init"), start: last("start") },
        ),
        ...calls(BUILDER, SOURCE, {
            identify: [`addHeader(JSONObject header): ${BUILDER}`],
            consent: [`netMonitor(boolean on): ${BUILDER}`, `enableWebViewMonitor(boolean on): ${BUILDER}`],
        }),
        ...calls(AGENT, SOURCE, {
            track: [
                "monitorEvent(String name, JSONObject category, JSONObject metric, JSONObject extra)",
                "monitorCommonLog(String name, JSONObject log)",
                "monitorLog(String name, JSONObject log)",
            ],
        }),
    ],
});
