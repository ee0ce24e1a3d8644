/** Statsig, by Statsig: names are kept by its own rule. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const STATSIG = "com.statsig.androidsdk.Statsig";
const CLIENT = "com.statsig.androidsdk.StatsigClient";
const SOURCE = "com.statsig:android-sdk 4.44.1, class files";
const RESUME = "kotlin.coroutines.Continuation";

const EVENTS = [
    "logEvent(String name, Double value, Map metadata)",
    "logEvent(String name, String value, Map metadata)",
    "logEvent(String name, Map metadata)",
];

export const statsig = defineSdk({
    id: "statsig",
    product: "statsig",
    markers: { classes: [STATSIG], strings: ["https://featureassets.org/v1/"] },
    hooks: [
        ...calls(
            STATSIG,
            SOURCE,
            {
                init: [
                    "static initializeAsync(Application, String sdk_key, .StatsigUser user, .IStatsigCallback, .StatsigOptions)",
                    `initialize(Application, String sdk_key, .StatsigUser user, .StatsigOptions, ${RESUME}): Object`,
                ],
                identify: [
                    "static updateUserAsync(.StatsigUser user, .IStatsigCallback, Map values)",
                    `updateUser(.StatsigUser user, Map values, ${RESUME}): Object`,
                ],
                track: [...EVENTS.map((line) => `static ${line}`), "static checkGate(String gate): boolean"],
                read: ["static getStableID(): String"],
            },
        ),
        ...calls(
            CLIENT,
            SOURCE,
            {
                init: [
                    "initializeAsync(Application, String sdk_key, .StatsigUser user, .IStatsigCallback, .StatsigOptions)",
                    `initialize(Application, String sdk_key, .StatsigUser user, .StatsigOptions, ${RESUME}): Object`,
                ],
                identify: [
                    "updateUserAsync(.StatsigUser user, .IStatsigCallback, Map values)",
                    `updateUser(.StatsigUser user, Map values, ${RESUME}): Object`,
                ],
                track: [...EVENTS, "checkGate(String gate): boolean"],
                read: ["getStableID(): String"],
            },
        ),
    ],
});
