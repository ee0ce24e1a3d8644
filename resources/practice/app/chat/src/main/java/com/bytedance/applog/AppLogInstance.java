package com.bytedance.applog;

import android.content.Context;
import android.util.Log;
import com.bytedance.bdtracker.Engine;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONObject;

/** What AppLog hands on to, as in the real SDK: every method names itself or its parameters in a message of its own. */
public final class AppLogInstance {
    private static final String TAG = "AppLog";

    private final Engine engine = new Engine();
    private boolean initialised;

    /** Call before init: bodies are compressed and TT-encrypted then. */
    public void setEncryptAndCompress(boolean enable) {
        engine.setEncrypted(enable);
        if (engine.isLogged()) {
            Log.d(TAG, "update_config");
        }
    }

    public void init(Context context, InitConfig config) {
        if (config.getAid().isEmpty()) {
            Log.w(TAG, "Init failed. App id must not be empty!");
            return;
        }
        engine.start(context, config);
        initialised = true;
        if (engine.isLogged()) {
            Log.i(TAG, "AppLog init end");
        }
    }

    public void onEventV3(String event) {
        onEventV3(event, null);
    }

    public void onEventV3(String event, JSONObject params) {
        onEventV3(event, params, 0);
    }

    public void onEventV3(String event, JSONObject params, int type) {
        if (event == null || event.isEmpty()) {
            Log.w(TAG, "event name is empty");
            return;
        }
        if (engine.isLogged()) {
            Log.d(TAG, "event:{} type:{} params:{} " + event + type + params);
        }
        engine.add(event, params);
    }

    public void setUserUniqueID(String id) {
        if (!initialised && engine.isLogged()) {
            Log.d(TAG, "cache uuid before init id -> " + id);
        }
        engine.setUser(id);
    }

    public void setHeaderInfo(String key, Object value) {
        if (early("setHeaderInfo") || key == null || key.isEmpty()) {
            return;
        }
        HashMap<String, Object> custom = new HashMap<>();
        custom.put(key, value);
        engine.setCustom(custom);
    }

    public void setHeaderInfo(HashMap<String, Object> custom) {
        if (early("setHeaderInfo")) {
            return;
        }
        for (Map.Entry<String, Object> entry : custom.entrySet()) {
            setHeaderInfo(entry.getKey(), entry.getValue());
        }
    }

    public void profileSet(JSONObject profile) {
        if (!early("profileSet") && profile != null && profile.length() > 0) {
            engine.add("__profile_set", profile);
        }
    }

    public String getDid() {
        early("getDid");
        return engine.did();
    }

    public String getSsid() {
        early("getSsid");
        return engine.ssid();
    }

    public String getAid() {
        return engine.aid();
    }

    public void flush() {
        if (!early("flush")) {
            engine.flushSoon();
        }
    }

    /** The real one drops what comes before init; this one keeps it. */
    private boolean early(String method) {
        if (!initialised && engine.isLogged()) {
            Log.w(TAG, "Call " + method + " before please initialize first");
        }
        return false;
    }
}
