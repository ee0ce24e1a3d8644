package com.bytedance.applog;

import android.content.Context;
import android.util.Log;
import java.util.HashMap;
import org.json.JSONObject;

/** Stand-in for ByteDance's analytics: the public names, its shape and what goes over the wire are those of the real one. */
public final class AppLog {
    private static final AppLogInstance DEFAULT = new AppLogInstance();
    private static volatile boolean initialised;

    private AppLog() {
    }

    /** Call before init: bodies are compressed and TT-encrypted then. */
    public static void setEncryptAndCompress(boolean enable) {
        DEFAULT.setEncryptAndCompress(enable);
    }

    public static void init(Context context, InitConfig config) {
        synchronized (AppLog.class) {
            if (initialised) {
                Log.w("AppLog", "Default AppLog is initialized, please create another instance by `AppLog.newInstance()`");
                return;
            }
            initialised = true;
            DEFAULT.init(context, config);
        }
    }

    public static void onEventV3(String event) {
        DEFAULT.onEventV3(event);
    }

    public static void onEventV3(String event, JSONObject params) {
        DEFAULT.onEventV3(event, params);
    }

    public static void setUserUniqueID(String id) {
        DEFAULT.setUserUniqueID(id);
    }

    public static void setHeaderInfo(String key, Object value) {
        DEFAULT.setHeaderInfo(key, value);
    }

    public static void setHeaderInfo(HashMap<String, Object> custom) {
        DEFAULT.setHeaderInfo(custom);
    }

    public static void profileSet(JSONObject profile) {
        DEFAULT.profileSet(profile);
    }

    /** The id that ByteDance's server gave this device, "" until it did. */
    public static String getDid() {
        return DEFAULT.getDid();
    }

    public static String getSsid() {
        return DEFAULT.getSsid();
    }

    public static String getAid() {
        return DEFAULT.getAid();
    }

    public static void flush() {
        DEFAULT.flush();
    }
}
