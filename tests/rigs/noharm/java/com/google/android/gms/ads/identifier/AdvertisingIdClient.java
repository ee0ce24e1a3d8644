package com.google.android.gms.ads.identifier;

/** Under the real class's name, so that it is watched: the cheap call, which most of the million are. */
public class AdvertisingIdClient {
    public static final class Info {
        private final String id;

        public Info(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }
    }
}
