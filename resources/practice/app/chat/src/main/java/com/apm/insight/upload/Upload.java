package com.apm.insight.upload;

import android.content.Context;
import android.util.Log;
import com.apm.insight.MonitorCrash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** Everything APMPlus sends; one thread. */
public final class Upload {
    private static final String HOST = "https://apmplus.volces.com";
    private static final long HEARTBEAT_MS = 3000;
    private static final int ATTEMPTS = 4;
    private static final int WAITING_LIMIT = 200;

    private static final ScheduledThreadPoolExecutor THREAD = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "apm-upload");
        made.setDaemon(true);
        return made;
    });
    private static volatile DeviceFacts device;
    private static volatile MonitorCrash.Config config = MonitorCrash.Config.app("");

    private interface Request {
        void send() throws IOException, JSONException;
    }

    private Upload() {
    }

    public static void start(Context context, MonitorCrash.Config given) {
        device = new DeviceFacts(context);
        config = given;
        later(1, () -> Http.get(HOST + "/settings/get?" + query()));
        if (given.isKeepAlive()) {
            THREAD.scheduleWithFixedDelay(Upload::heartbeat, HEARTBEAT_MS, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** One monitored row: in clear JSON, zipped. */
    public static void session(JSONObject row) {
        later(1, () -> Http.post(HOST + "/monitor/collect/c/session?" + query(), "application/json; charset=utf-8", "gzip",
            zipped(body(row).toString())));
    }

    /** A crash: scrambled by this SDK's own means, unreadable to who does not have them. */
    public static void crash(String message, String logType, Throwable throwable, Map<String, String> tags) {
        StringWriter stack = new StringWriter();
        throwable.printStackTrace(new PrintWriter(stack, true));
        later(1, () -> {
            JSONObject row = new JSONObject().put("crash_type", logType).put("message", message).put("stack", stack.toString());
            row.put("filters", new JSONObject(tags)).put("memory", Runtime.getRuntime().freeMemory());
            byte[] scrambled = Scrambler.scramble(zipped(body(row).toString()));
            Http.post(HOST + "/monitor/collect/c/native_bin_crash?" + query(), "application/octet-stream", "", scrambled);
        });
    }

    private static void heartbeat() {
        try {
            JSONObject row = new JSONObject().put("log_type", "heartbeat").put("timestamp", System.currentTimeMillis());
            row.put("android_id", device.androidId());
            Http.post(HOST + "/monitor/collect/c/session?" + query(), "application/json; charset=utf-8", "gzip", zipped(body(row).toString()));
        } catch (IOException | JSONException unreachable) {
            Log.w("APMPlus", "heartbeat: " + unreachable);
        }
    }

    private static void later(int attempt, Request request) {
        if (THREAD.getQueue().size() >= WAITING_LIMIT) {
            return;
        }
        THREAD.schedule(() -> {
            try {
                request.send();
            } catch (IOException | JSONException unreachable) {
                Log.w("APMPlus", "attempt " + attempt + ": " + unreachable);
                if (attempt < ATTEMPTS) {
                    later(attempt + 1, request);
                }
            }
        }, attempt == 1 ? 0 : 1L << attempt, TimeUnit.SECONDS);
    }

    private static JSONObject body(JSONObject row) throws JSONException {
        JSONObject header = device.read();
        header.put("aid", config.getAid()).put("channel", config.getChannel());
        header.put("device_id", config.getDeviceId()).put("user_id", config.getUID());
        return new JSONObject().put("header", header).put("data", new JSONArray().put(row));
    }

    private static String query() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("aid", config.getAid());
        parameters.put("device_id", config.getDeviceId());
        parameters.putAll(device.query());
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            query.append(query.length() == 0 ? "" : "&").append(parameter.getKey()).append('=')
                .append(URLEncoder.encode(parameter.getValue(), "UTF-8"));
        }
        return query.toString();
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
