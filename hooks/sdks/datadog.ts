/** Datadog's monitoring of real users, logs and screens, by Datadog. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.datadog.android.Datadog";
const RUM = "com.datadog.android.rum.RumMonitor";
const LOGGER = "com.datadog.android.log.Logger";
const REPLAY = "com.datadog.android.sessionreplay.SessionReplay";
const SOURCE = "Maven Central com.datadoghq:dd-sdk-android-core, -rum, -logs 2.26.2, 3.13.1 and 3.16.0";
const CORE = "com.datadog.android.api.SdkCore";

const levels = ["v", "d", "i", "w", "e", "wtf"].map(
    (level) => `${level}(String message, Throwable error, Map attributes)`,
);

export const datadog = defineSdk({
    id: "datadog",
    product: "datadog",
    markers: {
        classes: [CLS, "com.datadog.android.rum.GlobalRumMonitor"],
        libraries: ["libdatadog-native-lib.so"],
        strings: ["browser-intake-"],
    },
    // The monitor is an interface; get() gives the class that is really called.
    instances: [{ cls: "com.datadog.android.rum.GlobalRumMonitor", method: "get", of: RUM }],
    hooks: [
        ...calls(CLS, SOURCE, {
            init: [
                `static initialize(Context, com.datadog.android.core.configuration.Configuration config, com.datadog.android.privacy.TrackingConsent consent): ${CORE}`,
                `static initialize(String instance, Context, com.datadog.android.core.configuration.Configuration config, com.datadog.android.privacy.TrackingConsent consent): ${CORE}`,
            ],
            identify: [
                "static setUserInfo(String id)",
                "static setUserInfo(String id, String name_of_user)",
                "static setUserInfo(String id, String name_of_user, String email)",
                "static setUserInfo(String id, String name_of_user, String email, Map extra)",
                `static setUserInfo(String id, String name_of_user, String email, Map extra, ${CORE})`,
                `static addUserProperties(Map extra, ${CORE})`,
                `static setAccountInfo(String id, String name_of_account, Map extra, ${CORE})`,
            ],
            consent: [`static setTrackingConsent(com.datadog.android.privacy.TrackingConsent consent, ${CORE})`],
        }),
        ...calls(`interface ${RUM}`, SOURCE, {
            track: [
                "startView(Object, String name, Map attributes)",
                "addAction(.RumActionType type, String name, Map attributes)",
                "startAction(.RumActionType type, String name, Map attributes)",
                "stopAction(.RumActionType type, String name, Map attributes)",
                "startResource(String resource, .RumResourceMethod method, String url, Map attributes)",
                "addError(String message, .RumErrorSource source, Throwable error, Map attributes)",
                "addErrorWithStacktrace(String message, .RumErrorSource source, String stack, Map attributes)",
                "addTiming(String name)",
                "addFeatureFlagEvaluation(String key, Object value)",
            ],
            identify: ["addAttribute(String key, Object value)", "addViewAttributes(Map attributes)"],
        }),
        ...calls(LOGGER, SOURCE, {
            track: [
                ...levels,
                "log(int level, String message, Throwable error, Map attributes)",
                "log(int level, String message, String error_kind, String error_message, String error_stack, Map attributes)",
            ],
            identify: [
                "addAttribute(String key, Object value)",
                "addTag(String key, String value)",
                "addTag(String tag)",
            ],
        }),
        ...calls(REPLAY, "Datadog's documentation of Session Replay for Android", {
            init: [`static enable(.SessionReplayConfiguration config, ${CORE})`],
        }),
    ],
});
