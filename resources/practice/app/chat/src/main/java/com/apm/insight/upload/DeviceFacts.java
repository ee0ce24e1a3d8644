package com.apm.insight.upload;

import android.content.Context;
import android.content.pm.PackageInfo;
import android.net.ConnectivityManager;
import android.os.Build;
import android.provider.Settings;
import android.telephony.TelephonyManager;
import android.util.DisplayMetrics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.json.JSONObject;

/** What APMPlus says of the device. */
final class DeviceFacts {
    private final Context context;

    DeviceFacts(Context context) {
        this.context = context;
    }

    String androidId() {
        return quietly(() -> Settings.Secure.getString(context.getContentResolver(), Settings.Secure.ANDROID_ID), "");
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("os", "Android");
        query.put("os_version", quietly(() -> Build.VERSION.RELEASE, ""));
        query.put("device_model", quietly(() -> Build.MODEL, ""));
        query.put("device_brand", quietly(() -> Build.BRAND, ""));
        query.put("app_version", quietly(() -> own().versionName, ""));
        query.put("sdk_version", "1.5.9.cn");
        return query;
    }

    JSONObject read() {
        Map<String, Object> facts = new LinkedHashMap<>(query());
        facts.put("package", quietly(context::getPackageName, ""));
        facts.put("version_code", quietly(() -> own().versionCode, 0));
        facts.put("language", Locale.getDefault().getLanguage());
        facts.put("access", quietly(() -> ((ConnectivityManager) context.getSystemService(Context.CONNECTIVITY_SERVICE))
            .getActiveNetworkInfo().getTypeName().toLowerCase(Locale.US), "unknown"));
        facts.put("carrier", quietly(() -> ((TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE))
            .getNetworkOperatorName(), ""));
        facts.put("resolution", quietly(() -> {
            DisplayMetrics metrics = context.getResources().getDisplayMetrics();
            return metrics.widthPixels + "x" + metrics.heightPixels;
        }, ""));
        return new JSONObject(facts);
    }

    private PackageInfo own() throws Exception {
        return context.getPackageManager().getPackageInfo(context.getPackageName(), 0);
    }

    private static <T> T quietly(Callable<T> read, T otherwise) {
        try {
            T value = read.call();
            return value == null ? otherwise : value;
        } catch (Exception | LinkageError unavailable) {
            return otherwise;
        }
    }
}
