package com.google.android.gms.ads.identifier;

import android.content.Context;

/** Stand-in for Google Play services' advertising id. */
public final class AdvertisingIdClient {
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    private AdvertisingIdClient() {
    }

    public static Info getAdvertisingIdInfo(Context context) {
        return new Info(DeviceSetting.value("advertising_id", NONE), false);
    }

    public static final class Info {
        private final String id;
        private final boolean limited;

        public Info(String advertisingId, boolean limitAdTrackingEnabled) {
            id = advertisingId;
            limited = limitAdTrackingEnabled;
        }

        public String getId() {
            return id;
        }

        public boolean isLimitAdTrackingEnabled() {
            return limited;
        }
    }
}
