/** Microsoft Clarity, recordings of screens and taps, by Microsoft. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.microsoft.clarity.Clarity";
const SOURCE = "Microsoft's Clarity SDK reference for Android; Flutter plugins on GitHub that call it";

export const clarity = defineSdk({
    id: "clarity",
    product: "clarity",
    markers: { classes: [CLS, "com.microsoft.clarity.ClarityConfig"], strings: ["clarity.ms"] },
    hooks: calls(CLS, SOURCE, {
        init: [
            "static initialize(Context, .ClarityConfig config): Boolean",
            "static initialize(Activity, .ClarityConfig config): Boolean",
        ],
        identify: [
            "static setCustomUserId(String id): Boolean",
            "static setCustomSessionId(String id): Boolean",
            "static setCustomTag(String key, String value): Boolean",
        ],
        track: ["static sendCustomEvent(String name): Boolean", "static setCurrentScreenName(String screen): Boolean"],
        consent: ["static consent(boolean ads, boolean analytics): Boolean", "static pause(): Boolean"],
        read: ["static getCurrentSessionId(): String", "static getCurrentSessionUrl(): String"],
    }),
});
