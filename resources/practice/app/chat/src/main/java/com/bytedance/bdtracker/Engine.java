package com.bytedance.bdtracker;

import android.content.Context;
import android.util.Log;
import com.bytedance.applog.InitConfig;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** Registers the device once, then sends what was tracked about every four seconds; one thread. */
public final class Engine {
    private static final String HOST = "https://gator.volces.com/service/2/";
    private static final long BATCH_MS = 4000;
    private static final int QUEUE_LIMIT = 500;
    private static final int BATCH_LIMIT = 100;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "AppLog");
        made.setDaemon(true);
        return made;
    });
    private final Deque<JSONObject> waiting = new ArrayDeque<>();
    private final Map<String, Object> custom = new LinkedHashMap<>();
    private final String session = UUID.randomUUID().toString();
    private volatile boolean encrypted;
    private volatile boolean launched;
    private final boolean logged = Boolean.getBoolean("practice.applog_log");
    private volatile String user = "";
    private volatile Identity identity;
    private volatile DeviceHeader device;
    private InitConfig config = new InitConfig("", "");
    private int count;
    private int failures;

    public void setEncrypted(boolean enable) {
        encrypted = enable;
    }

    public synchronized void start(Context context, InitConfig given) {
        if (identity != null) {
            return;
        }
        config = given;
        identity = new Identity(context);
        device = new DeviceHeader(context);
        thread.execute(this::register);
    }

    public void setUser(String id) {
        user = id;
    }

    public void setCustom(Map<String, Object> more) {
        synchronized (custom) {
            custom.putAll(more);
        }
    }

    /** Whether the SDK tells the log what it does. */
    public boolean isLogged() {
        return logged;
    }

    public String did() {
        return identity == null ? "" : identity.did();
    }

    public String ssid() {
        return identity == null ? "" : identity.ssid();
    }

    public synchronized String aid() {
        return config.getAid();
    }

    /** Never blocks; past its limit the oldest goes. */
    public void add(String name, JSONObject params) {
        Map<String, Object> row = new LinkedHashMap<>();
        long now = System.currentTimeMillis();
        row.put("event", name);
        row.put("params", params == null ? new JSONObject() : params);
        row.put("session_id", session);
        row.put("local_time_ms", now);
        row.put("datetime", String.format(Locale.US, "%1$tF %1$tT", now));
        row.put("user_unique_id", user);
        row.put("nt", 4);
        synchronized (waiting) {
            row.put("tea_event_index", ++count);
            if (waiting.size() >= QUEUE_LIMIT) {
                waiting.removeFirst();
            }
            waiting.addLast(new JSONObject(row));
        }
    }

    public void flushSoon() {
        thread.execute(this::flush);
    }

    private void register() {
        try {
            JSONObject body = new JSONObject();
            body.put("magic_tag", "ss_app_log");
            body.put("header", header());
            body.put("_gen_time", System.currentTimeMillis());
            identity.learn(new JSONObject(send("device_register/", body)));
            Log.i("AppLog", "registered, did " + identity.did());
            failures = 0;
            thread.scheduleWithFixedDelay(this::flush, 0, BATCH_MS, TimeUnit.MILLISECONDS);
        } catch (IOException | JSONException unreachable) {
            failures = Math.min(failures + 1, 5);
            Log.w("AppLog", "register: " + unreachable);
            thread.schedule(this::register, 1L << failures, TimeUnit.SECONDS);
        }
    }

    private void flush() {
        List<JSONObject> batch = new ArrayList<>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && batch.size() < BATCH_LIMIT) {
                batch.add(waiting.removeFirst());
            }
        }
        if (batch.isEmpty() && launched) {
            return;
        }
        try {
            JSONObject body = new JSONObject();
            body.put("magic_tag", "ss_app_log");
            body.put("header", header());
            body.put("time_sync", new JSONObject().put("local_time", System.currentTimeMillis() / 1000));
            if (!launched) {
                body.put("launch", new JSONArray().put(new JSONObject().put("session_id", session).put("is_background", false)));
            }
            body.put("event_v3", new JSONArray(batch));
            body.put("local_time", System.currentTimeMillis() / 1000);
            send("app_log/", body);
            launched = true;
        } catch (IOException | JSONException unreachable) {
            Log.w("AppLog", "app_log: " + unreachable);
            synchronized (waiting) {
                for (int i = batch.size() - 1; i >= 0 && waiting.size() < QUEUE_LIMIT; i--) {
                    waiting.addFirst(batch.get(i));
                }
            }
        }
    }

    private String send(String path, JSONObject body) throws IOException {
        String common = "aid=" + aid() + "&device_platform=android&version_code=" + device.versionCode() + "&req_id=" + UUID.randomUUID();
        return Api.post(HOST + path, common, "device_id=" + did() + "&openudid=" + identity.openUdid()
            + "&cdid=" + identity.cdid() + "&device_type=" + Api.urlEncoded(device.model()), body.toString(), encrypted);
    }

    private JSONObject header() throws JSONException {
        JSONObject header = device.read();
        header.put("aid", aid()).put("channel", config.getChannel()).put("app_name", config.getAppName());
        identity.write(header);
        header.put("user_unique_id", user.isEmpty() ? JSONObject.NULL : user);
        synchronized (custom) {
            header.put("custom", new JSONObject(custom));
        }
        return header;
    }
}
