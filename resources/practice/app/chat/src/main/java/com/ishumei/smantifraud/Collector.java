package com.ishumei.smantifraud;

import android.content.Context;
import android.content.pm.PackageInfo;
import android.location.Location;
import android.location.LocationManager;
import android.net.ConnectivityManager;
import android.net.wifi.WifiInfo;
import android.net.wifi.WifiManager;
import android.os.BatteryManager;
import android.os.Build;
import android.os.SystemProperties;
import android.provider.Settings;
import android.telephony.TelephonyManager;
import android.util.DisplayMetrics;
import com.google.android.gms.ads.identifier.AdvertisingIdClient;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The fingerprint: everything this phone gives without asking its owner. */
final class Collector {
    private final Context context;
    private final Set<String> excluded;

    Collector(Context context, Set<String> excluded) {
        this.context = context;
        this.excluded = excluded;
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

    JSONObject collect() throws JSONException {
        JSONObject found = new JSONObject();
        add(found, "os", () -> "android");
        add(found, "sdkver", () -> "3.3.2");
        add(found, "t", System::currentTimeMillis);
        add(found, "android_id", () -> Settings.Secure.getString(context.getContentResolver(), Settings.Secure.ANDROID_ID));
        add(found, "advertising_id", () -> AdvertisingIdClient.getAdvertisingIdInfo(context).getId());
        identify(found);
        network(found);
        place(found);
        add(found, "apps", this::apps);
        add(found, "lang", () -> Locale.getDefault().toString());
        add(found, "timezone", () -> TimeZone.getDefault().getID());
        return found;
    }

    private void identify(JSONObject found) throws JSONException {
        add(found, "model", () -> Build.MODEL);
        add(found, "brand", () -> Build.BRAND);
        add(found, "manufacturer", () -> Build.MANUFACTURER);
        add(found, "osver", () -> Build.VERSION.RELEASE);
        add(found, "fingerprint", () -> SystemProperties.get("ro.build.fingerprint"));
        add(found, "hardware", () -> SystemProperties.get("ro.hardware"));
        add(found, "abi", () -> SystemProperties.get("ro.product.cpu.abi"));
        add(found, "battery", () -> ((BatteryManager) context.getSystemService(Context.BATTERY_SERVICE))
            .getIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY));
        add(found, "screen", () -> {
            DisplayMetrics metrics = context.getResources().getDisplayMetrics();
            return metrics.widthPixels + "," + metrics.heightPixels + "," + metrics.densityDpi;
        });
    }

    private void network(JSONObject found) throws JSONException {
        TelephonyManager telephony = quietly(() -> (TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE), null);
        add(found, "operator", () -> telephony.getNetworkOperatorName());
        add(found, "simoperator", () -> telephony.getSimOperator());
        add(found, "network", () -> ((ConnectivityManager) context.getSystemService(Context.CONNECTIVITY_SERVICE))
            .getActiveNetworkInfo().getTypeName().toLowerCase(Locale.US));
        WifiInfo wifi = quietly(() -> ((WifiManager) context.getSystemService(Context.WIFI_SERVICE)).getConnectionInfo(), null);
        add(found, "ssid", () -> wifi.getSSID());
        add(found, "bssid", () -> wifi.getBSSID());
        add(found, "rssi", () -> wifi.getRssi());
    }

    private void place(JSONObject found) throws JSONException {
        Location last = quietly(() -> ((LocationManager) context.getSystemService(Context.LOCATION_SERVICE))
            .getLastKnownLocation(LocationManager.NETWORK_PROVIDER), null);
        add(found, "lat", () -> last.getLatitude());
        add(found, "lon", () -> last.getLongitude());
    }

    private JSONArray apps() {
        JSONArray names = new JSONArray();
        for (PackageInfo installed : context.getPackageManager().getInstalledPackages(0)) {
            names.put(installed.packageName);
        }
        return names;
    }

    private void add(JSONObject found, String name, Callable<Object> read) throws JSONException {
        Object value = excluded.contains(name) ? null : quietly(read, null);
        if (value != null) {
            found.put(name, value);
        }
    }
}
