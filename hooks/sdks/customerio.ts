/** Customer.io's messages to users, by Customer.io. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "io.customer.sdk.DataPipelineInstance";
const SDK = "io.customer.sdk.CustomerIO";
const SOURCE = "github customerio/customerio-android, datapipelines/api/datapipelines.api";
const JSON_OBJECT = "kotlinx.serialization.json.JsonObject";

export const customerio = defineSdk({
    id: "customerio",
    product: "customerio",
    markers: { classes: [CLS, SDK], strings: ["cdp.customer.io"] },
    hooks: [
        ...calls(`${SDK}$Companion`, SOURCE, { init: ["initialize(.CustomerIOConfig config)"] }),
        ...calls("io.customer.sdk.CustomerIOBuilder", SOURCE, { init: [`build(): ${SDK}`] }),
        ...calls(CLS, SOURCE, {
            identify: [
                "identify(String id)",
                "identify(String id, Map traits)",
                `identify(String id, ${JSON_OBJECT} traits)`,
                "registerDeviceToken(String token)",
            ],
            track: [
                "track(String name)",
                "track(String name, Map properties)",
                `track(String name, ${JSON_OBJECT} properties)`,
                "screen(String name)",
                "screen(String name, Map properties)",
            ],
        }),
        ...calls(SDK, SOURCE, {
            identify: ["setProfileAttributes(Map attributes)", "setDeviceAttributes(Map attributes)"],
        }),
    ],
});
