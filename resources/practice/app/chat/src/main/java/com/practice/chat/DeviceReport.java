package com.practice.chat;

import android.content.Context;
import android.net.ConnectivityManager;
import android.os.Build;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.json.JSONObject;

/** What the affiliate in Beijing gets, once, after consent. */
final class DeviceReport {
    private static final String URL = "https://api.beijing-deepseek.test/v1/device/report";
    private static final int ATTEMPTS = 4;

    private DeviceReport() {
    }

    /** Blocks until it was taken, or was refused four times. */
    static void send(Context context, Phone phone) {
        OkHttpClient client = new OkHttpClient.Builder().connectTimeout(15, TimeUnit.SECONDS).build();
        Request request = new Request.Builder().url(URL).post(RequestBody.create(facts(context).toString(), ChatApi.JSON)).build();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (Response response = client.newCall(request).execute()) {
                if (response.isSuccessful()) {
                    return;
                }
                phone.log("device report: status " + response.code());
            } catch (IOException unreachable) {
                phone.log("device report: " + unreachable);
            }
            try {
                TimeUnit.SECONDS.sleep(1L << attempt);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static JSONObject facts(Context context) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("device_model", read(() -> Build.MODEL));
        facts.put("os", "Android");
        facts.put("os_version", read(() -> Build.VERSION.RELEASE));
        facts.put("network_type", read(() -> ((ConnectivityManager) context.getSystemService(Context.CONNECTIVITY_SERVICE))
            .getActiveNetworkInfo().getTypeName().toLowerCase(Locale.US)));
        facts.put("app_version", read(() -> context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName));
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
