/** What runs on the phone, and how the user uses other apps. */
import { defineDevice } from "../engine/vocabulary.js";
import { byField, described, listed, reads, saysItself } from "./reading.js";

const SOURCE = "AOSP ActivityManager.java and UsageStatsManager.java, android-all 28, 33, 34";

export const activity = defineDevice({
    id: "activity",
    hooks: [
        ...reads("android.app.ActivityManager", SOURCE, {
            getRunningAppProcesses: listed("running_apps", byField("processName")),
            getRunningTasks: listed("running_apps", saysItself),
            getRunningServices: listed("running_apps", byField("process")),
            getRecentTasks: listed("running_apps", saysItself),
        }),
        ...reads("android.app.usage.UsageStatsManager", SOURCE, {
            queryUsageStats: listed("usage_of_apps", byField("mPackageName")),
            queryAndAggregateUsageStats: "usage_of_apps",
            queryEvents: described("usage_of_apps"),
        }),
    ],
});
