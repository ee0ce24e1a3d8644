package com.bytedance.bdtracker;

import android.content.Context;
import android.content.pm.PackageInfo;
import android.net.ConnectivityManager;
import android.net.NetworkInfo;
import android.os.Build;
import android.telephony.TelephonyManager;
import android.util.DisplayMetrics;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.json.JSONException;
import org.json.JSONObject;

/** What AppLog's header says of the device, read anew for each body. */
final class DeviceHeader {
    private final Context context;

    DeviceHeader(Context context) {
        this.context = context;
    }

    /** The value, or `otherwise` where this phone has none of it. */
    static <T> T quietly(Callable<T> read, T otherwise) {
        try {
            T value = read.call();
            return value == null ? otherwise : value;
        } catch (Exception | LinkageError unavailable) {
            return otherwise;
        }
    }

    String model() {
        return quietly(() -> Build.MODEL, "");
    }

    int versionCode() {
        return quietly(() -> own().versionCode, 0);
    }

    JSONObject read() throws JSONException {
        JSONObject header = new JSONObject();
        header.put("sdk_version", 6160900).put("sdk_version_name", "6.16.9").put("sdk_lib", "Android");
        header.put("package", quietly(context::getPackageName, ""));
        header.put("app_version", quietly(() -> own().versionName, ""));
        header.put("version_code", versionCode()).put("update_version_code", versionCode());
        header.put("os", "Android").put("os_version", quietly(() -> Build.VERSION.RELEASE, ""));
        header.put("os_api", quietly(() -> Build.VERSION.SDK_INT, 0));
        header.put("device_model", model()).put("device_brand", quietly(() -> Build.BRAND, ""));
        header.put("device_manufacturer", quietly(() -> Build.MANUFACTURER, ""));
        header.put("cpu_abi", quietly(() -> Build.SUPPORTED_ABIS[0], ""));
        header.put("rom", quietly(() -> Build.DISPLAY, "")).put("rom_version", quietly(() -> Build.ID, ""));
        header.put("access", quietly(this::access, "unknown"));
        header.put("carrier", quietly(() -> telephony().getNetworkOperatorName(), ""));
        header.put("mcc_mnc", quietly(() -> telephony().getNetworkOperator(), ""));
        header.put("resolution", quietly(this::resolution, "")).put("density_dpi", quietly(() -> metrics().densityDpi, 0));
        header.put("language", Locale.getDefault().getLanguage()).put("region", Locale.getDefault().getCountry());
        TimeZone zone = TimeZone.getDefault();
        header.put("tz_name", zone.getID()).put("timezone", zone.getRawOffset() / 3600000).put("tz_offset", zone.getRawOffset() / 1000);
        return header;
    }

    private PackageInfo own() throws Exception {
        return context.getPackageManager().getPackageInfo(context.getPackageName(), 0);
    }

    private TelephonyManager telephony() {
        return (TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE);
    }

    private DisplayMetrics metrics() {
        return context.getResources().getDisplayMetrics();
    }

    private String resolution() {
        return metrics().heightPixels + "x" + metrics().widthPixels;
    }

    private String access() {
        NetworkInfo active = ((ConnectivityManager) context.getSystemService(Context.CONNECTIVITY_SERVICE)).getActiveNetworkInfo();
        return active.getType() == ConnectivityManager.TYPE_WIFI ? "wifi" : "4g";
    }
}
