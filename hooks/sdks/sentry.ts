/** Sentry, by Functional Software; often hosted by the app's maker. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const SENTRY = "io.sentry.Sentry";
const SOURCE = "io.sentry:sentry 5.7.4, 7.14.0 and 8.0.0, class files";

export const sentry = defineSdk({
    id: "sentry",
    product: "sentry",
    markers: { classes: [SENTRY, "io.sentry.android.core.SentryAndroid"], strings: ["sentry.java.android"] },
    hooks: [
        ...calls(
            SENTRY,
            SOURCE,
            {
                init: [
                    "static init(.Sentry$OptionsConfiguration configure)",
                    "static init(.SentryOptions options)",
                    "static init(.OptionsContainer, .Sentry$OptionsConfiguration configure, boolean)",
                ],
                identify: [
                    "static setUser(.protocol.User user)",
                    "static setTag(String key, String value)",
                    "static setExtra(String key, String value)",
                ],
                track: [
                    "static captureMessage(String message): .protocol.SentryId",
                    "static captureMessage(String message, .SentryLevel level): .protocol.SentryId",
                    "static captureException(Throwable exception): .protocol.SentryId",
                    "static captureEvent(.SentryEvent event): .protocol.SentryId",
                    "static captureUserFeedback(.UserFeedback feedback)",
                    "static addBreadcrumb(.Breadcrumb breadcrumb)",
                    "static addBreadcrumb(String message)",
                    "static addBreadcrumb(String message, String category)",
                ],
            },
        ),
    ],
});
