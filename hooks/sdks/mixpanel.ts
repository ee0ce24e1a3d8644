/** Mixpanel, by Mixpanel. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const API = "com.mixpanel.android.mpmetrics.MixpanelAPI";
const SOURCE = "mixpanel-android 7.3.1, class files";

const PROFILE = [
    "set(String key, Object value)",
    "set(JSONObject properties)",
    "setMap(Map properties)",
    "setOnce(String key, Object value)",
    "setOnce(JSONObject properties)",
    "setOnceMap(Map properties)",
    "union(String key, org.json.JSONArray value)",
];

export const mixpanel = defineSdk({
    id: "mixpanel",
    product: "mixpanel",
    markers: { classes: [API], strings: ["com.mixpanel.android.MixpanelAPI"] },
    // People and groups are interfaces; what gives them out has the class that is really called.
    instances: [
        { cls: API, method: "getPeople", of: `${API}$People` },
        { cls: API, method: "getGroup", of: `${API}$Group` },
    ],
    hooks: [
        ...calls(
            API,
            SOURCE,
            {
                init: [
                    "static getInstance(Context, String token, boolean): .MixpanelAPI",
                    "static getInstance(Context, String token, boolean, JSONObject properties, String instance, boolean): .MixpanelAPI",
                ],
                identify: [
                    "identify(String id)",
                    "identify(String id, boolean)",
                    "alias(String alias, String original)",
                    "registerSuperProperties(JSONObject properties)",
                    "registerSuperPropertiesMap(Map properties)",
                    "registerSuperPropertiesOnce(JSONObject properties)",
                    "registerSuperPropertiesOnceMap(Map properties)",
                    "setGroup(String key, Object group)",
                ],
                track: [
                    "track(String name)",
                    "track(String name, JSONObject properties)",
                    "trackMap(String name, Map properties)",
                    "trackWithGroups(String name, Map properties, Map groups)",
                ],
                consent: ["optOutTracking()", "optInTracking()", "optInTracking(String id)"],
                read: ["getDistinctId(): String"],
            },
        ),
        ...calls(`interface ${API}$People`, SOURCE, {
            identify: [
                "identify(String id)",
                ...PROFILE,
                "append(String key, Object value)",
                "merge(String key, JSONObject value)",
                "increment(String key, double by)",
                "increment(Map by)",
            ],
            track: ["trackCharge(double amount, JSONObject properties)"],
        }),
        ...calls(`interface ${API}$Group`, SOURCE, { identify: PROFILE }),
    ],
});
