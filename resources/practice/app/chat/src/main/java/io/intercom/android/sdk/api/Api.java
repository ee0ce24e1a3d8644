package io.intercom.android.sdk.api;

import android.app.Application;
import android.content.Context;
import android.net.ConnectivityManager;
import android.os.Build;
import android.telephony.TelephonyManager;
import android.util.Log;
import io.intercom.android.sdk.IntercomStatusCallback;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.json.JSONObject;

/** Intercom's way of asking its server: OkHttp, one request after another, each tried four times. */
public final class Api {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final int ATTEMPTS = 4;

    private final ExecutorService thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(200), work -> {
        Thread made = new Thread(work, "intercom-api");
        made.setDaemon(true);
        return made;
    }, new ThreadPoolExecutor.DiscardPolicy());
    private final OkHttpClient client = new OkHttpClient.Builder().dispatcher(new Dispatcher(thread))
        .connectTimeout(15, TimeUnit.SECONDS).build();
    private final String installation = UUID.randomUUID().toString();
    private final Context context;
    private final String key;
    private final String base;

    public Api(Application application, String apiKey, String appId) {
        context = application;
        key = apiKey;
        base = "https://" + appId + "-android.mobile-messenger.intercom.com/";
    }

    public void updateUser(Map<String, Object> user, boolean newSession, IntercomStatusCallback callback) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user", new JSONObject(user));
        body.put("user_attributes", new JSONObject(user));
        body.put("new_session", newSession);
        body.put("device_data", device());
        send("users", body, callback);
    }

    public void logEvent(Map<String, Object> user, String name, Map<String, ?> metaData) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("created_at", System.currentTimeMillis() / 1000);
        row.put("metadata", new JSONObject(metaData));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", new JSONObject(row));
        body.put("user", new JSONObject(user));
        body.put("device_data", device());
        send("events", body, null);
    }

    private void send(String path, Map<String, Object> body, IntercomStatusCallback callback) {
        Request request = new Request.Builder().url(base + path).header("X-INTERCOM-API-KEY", key)
            .header("X-INTERCOM-AGENT", "intercom-android-sdk/15.16.0").post(RequestBody.create(new JSONObject(body).toString(), JSON)).build();
        thread.execute(() -> deliver(request, callback));
    }

    private void deliver(Request request, IntercomStatusCallback callback) {
        String problem = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (Response response = client.newCall(request).execute()) {
                response.body().bytes();
                if (response.isSuccessful()) {
                    if (callback != null) {
                        callback.onSuccess();
                    }
                    return;
                }
                problem = "status " + response.code();
            } catch (IOException unreachable) {
                problem = unreachable.toString();
            }
            Log.w("Intercom", "attempt " + attempt + ": " + problem);
            if (attempt < ATTEMPTS && !waited(1L << attempt)) {
                break;
            }
        }
        if (callback != null) {
            callback.onFailure(problem);
        }
    }

    private static boolean waited(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JSONObject device() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("platform", "Android");
        facts.put("platform_version", read(() -> Build.VERSION.RELEASE));
        facts.put("device_model", read(() -> Build.MODEL));
        facts.put("device_manufacturer", read(() -> Build.MANUFACTURER));
        facts.put("application", read(context::getPackageName));
        facts.put("app_version", read(() -> context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName));
        facts.put("carrier", read(() -> ((TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE)).getNetworkOperatorName()));
        facts.put("network_type", read(() -> ((ConnectivityManager) context.getSystemService(Context.CONNECTIVITY_SERVICE))
            .getActiveNetworkInfo().getTypeName().toLowerCase(Locale.US)));
        facts.put("locale", Locale.getDefault().toString());
        facts.put("device_token", installation);
        return new JSONObject(facts);
    }

    private static String read(Callable<String> reading) {
        try {
            return reading.call();
        } catch (Exception | LinkageError unavailable) {
            return "";
        }
    }
}
