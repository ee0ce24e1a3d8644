package com.bytedance.bdtracker;

import android.content.Context;
import android.content.SharedPreferences;
import android.provider.Settings;
import java.util.UUID;
import org.json.JSONException;
import org.json.JSONObject;

/** The ids AppLog knows a device by; kept in the preferences "applog_stats". */
final class Identity {
    private final SharedPreferences kept;
    private final String openUdid;
    private final String clientUdid;
    private final String cdid;
    private volatile String did;
    private volatile String installId;
    private volatile String ssid;

    Identity(Context context) {
        kept = DeviceHeader.quietly(() -> context.getSharedPreferences("applog_stats", Context.MODE_PRIVATE), null);
        openUdid = DeviceHeader.quietly(() -> Settings.Secure.getString(context.getContentResolver(), Settings.Secure.ANDROID_ID), "");
        clientUdid = keptOr("clientudid", UUID.randomUUID().toString());
        cdid = keptOr("cdid", UUID.randomUUID().toString());
        did = keptOr("bd_did", "");
        installId = keptOr("install_id", "");
        ssid = keptOr("ssid", "");
    }

    String did() {
        return did;
    }

    String ssid() {
        return ssid;
    }

    String openUdid() {
        return openUdid;
    }

    String cdid() {
        return cdid;
    }

    /** The answer to device_register. A server that gives no id is one this SDK makes up an id for. */
    void learn(JSONObject answer) {
        did = given(answer, "bd_did", did, "7" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 1000000000000000000L));
        installId = given(answer, "install_id", installId, did + "1");
        ssid = given(answer, "ssid", ssid, UUID.randomUUID().toString());
        if (kept != null) {
            kept.edit().putString("clientudid", clientUdid).putString("cdid", cdid).putString("bd_did", did)
                .putString("install_id", installId).putString("ssid", ssid).apply();
        }
    }

    void write(JSONObject header) throws JSONException {
        header.put("openudid", openUdid).put("clientudid", clientUdid).put("cdid", cdid);
        header.put("bd_did", did).put("device_id", did).put("install_id", installId).put("ssid", ssid);
    }

    private static String given(JSONObject answer, String name, String known, String otherwise) {
        String value = answer.optString(name, "");
        return !value.isEmpty() ? value : !known.isEmpty() ? known : otherwise;
    }

    private String keptOr(String name, String otherwise) {
        return kept == null ? otherwise : kept.getString(name, otherwise);
    }
}
