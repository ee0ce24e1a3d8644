package com.bytedance.applog;

import android.content.Context;
import com.bytedance.bdtracker.Engine;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONObject;

/** Stand-in for ByteDance's analytics: the public names and what goes over the wire are those of the real one. */
public final class AppLog {
    private static final Engine ENGINE = new Engine();

    private AppLog() {
    }

    /** Call before init: bodies are compressed and TT-encrypted then. */
    public static void setEncryptAndCompress(boolean enable) {
        ENGINE.setEncrypted(enable);
    }

    public static void init(Context context, InitConfig config) {
        ENGINE.start(context, config);
    }

    public static void onEventV3(String event) {
        onEventV3(event, null);
    }

    public static void onEventV3(String event, JSONObject params) {
        ENGINE.add(event, params);
    }

    public static void setUserUniqueID(String id) {
        ENGINE.setUser(id);
    }

    public static void setHeaderInfo(String key, Object value) {
        ENGINE.setCustom(key, value);
    }

    public static void setHeaderInfo(HashMap<String, Object> custom) {
        for (Map.Entry<String, Object> entry : custom.entrySet()) {
            ENGINE.setCustom(entry.getKey(), entry.getValue());
        }
    }

    public static void profileSet(JSONObject profile) {
        onEventV3("__profile_set", profile);
    }

    /** The id that ByteDance's server gave this device, "" until it did. */
    public static String getDid() {
        return ENGINE.did();
    }

    public static String getSsid() {
        return ENGINE.ssid();
    }

    public static String getAid() {
        return ENGINE.aid();
    }

    public static void flush() {
        ENGINE.flushSoon();
    }
}
