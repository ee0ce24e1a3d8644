/** AppMetrica, by Yandex. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk } from "../engine/vocabulary.js";

const APPMETRICA = "io.appmetrica.analytics.AppMetrica";
const REPORTER = "io.appmetrica.analytics.IReporter";
const SOURCE = "io.appmetrica.analytics:analytics 7.6.0, class files";

const REPORTS = [
    "reportEvent(String name)",
    "reportEvent(String name, String json)",
    "reportEvent(String name, Map attributes)",
    "reportError(String name, Throwable error)",
    "reportError(String name, String message)",
    "reportError(String name, String message, Throwable error)",
    "reportUnhandledException(Throwable error)",
    "reportRevenue(.Revenue revenue)",
    "reportECommerce(.ecommerce.ECommerceEvent event)",
];
const PERSON = ["setUserProfileID(String id)", "putAppEnvironmentValue(String key, String value)"];

export const appmetrica = defineSdk({
    id: "appmetrica",
    product: "appmetrica",
    markers: {
        classes: [APPMETRICA, "io.appmetrica.analytics.internal.AppMetricaService", "com.yandex.metrica.YandexMetrica"],
        libraries: ["libappmetrica-native.so"],
        strings: ["https://startup.mobile.yandex.net/"],
    },
    instances: [{ cls: APPMETRICA, method: "getReporter", of: REPORTER }],
    hooks: [
        ...calls(
            APPMETRICA,
            SOURCE,
            {
                init: ["static activate(Context, .AppMetricaConfig config)"],
                identify: [...PERSON, "setLocation(Location location)"].map((line) => `static ${line}`),
                track: [...REPORTS, "reportReferralUrl(String url)"].map((line) => `static ${line}`),
                consent: ["setDataSendingEnabled(boolean enabled)", "setLocationTracking(boolean enabled)"].map(
                    (line) => `static ${line}`,
                ),
                read: ["static getDeviceId(Context): String", "static getUuid(Context): String"],
            },
            { activate: ({ args: [, config] }) => ({ title: "activate", value: fieldsOf(config) }) },
        ),
        ...calls(`interface ${REPORTER}`, SOURCE, { identify: PERSON, track: REPORTS }),
    ],
});
