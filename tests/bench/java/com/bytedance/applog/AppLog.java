package com.bytedance.applog;

import java.util.Map;

/** Stands where the SDK's class of this name stands in an app, so that the agent's own hook is what is called. */
public final class AppLog {
    private static long calls;

    private AppLog() {}

    public static void onEventV3(String event, Map<String, Object> params) {
        calls += params.size();
    }
}
