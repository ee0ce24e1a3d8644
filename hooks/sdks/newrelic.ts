/** New Relic's monitoring of apps, by New Relic. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.newrelic.agent.android.NewRelic";
const SOURCE = "Maven Central com.newrelic.agent.android:android-agent 5.28.1, 6.3.1 and 7.8.2";
const SELF = CLS;

export const newrelic = defineSdk({
    id: "newrelic",
    product: "newrelic",
    markers: { classes: [CLS], libraries: ["libagent-ndk.so"], strings: ["mobile-collector.newrelic.com"] },
    hooks: calls(CLS, SOURCE, {
        init: [`static withApplicationToken(String token): ${SELF}`, "start(Context)"],
        identify: [
            "static setUserId(String id): boolean",
            "static setAttribute(String key, String value): boolean",
            "static setAttribute(String key, double value): boolean",
            "static setAttribute(String key, boolean value): boolean",
            "static incrementAttribute(String key, double value): boolean",
            `withDeviceID(String id): ${SELF}`,
        ],
        track: [
            "static recordCustomEvent(String name, Map attributes): boolean",
            "static recordCustomEvent(String type, String name, Map attributes): boolean",
            "static recordBreadcrumb(String name): boolean",
            "static recordBreadcrumb(String name, Map attributes): boolean",
            "static recordHandledException(Exception error): boolean",
            "static recordHandledException(Exception error, Map attributes): boolean",
            "static recordHandledException(Throwable error): boolean",
            "static recordHandledException(Throwable error, Map attributes): boolean",
            "static startInteraction(String name): String",
            "static logInfo(String message)",
            "static logWarning(String message)",
            "static logDebug(String message)",
            "static logError(String message)",
            "static logAttributes(Map attributes)",
            "static logAll(Throwable error, Map attributes)",
        ],
        read: ["static currentSessionId(): String"],
    }),
});
