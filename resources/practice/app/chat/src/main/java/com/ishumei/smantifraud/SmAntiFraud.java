package com.ishumei.smantifraud;

import android.content.Context;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Stand-in for Shumei's device fingerprint. */
public final class SmAntiFraud {
    private static volatile Profile profile;

    private SmAntiFraud() {
    }

    /** What the app asks of the fingerprint. Without setUsingHttps(true) it goes in clear HTTP, as with the real one. */
    public static class SmOption {
        private String organization = "";
        private String appId = "default";
        private String publicKey = "";
        private String url = "/deviceprofile/v4";
        private String confUrl = "/v3/cloudconf";
        private String area = "bj";
        private boolean usingHttps;
        private Set<String> notCollect = Collections.emptySet();

        public void setOrganization(String value) {
            organization = value;
        }

        public String getOrganization() {
            return organization;
        }

        public void setAppId(String value) {
            appId = value;
        }

        public String getAppId() {
            return appId;
        }

        public void setPublicKey(String value) {
            publicKey = value;
        }

        public String getPublicKey() {
            return publicKey;
        }

        public void setUrl(String value) {
            url = value;
        }

        public String getUrl() {
            return url;
        }

        public void setConfUrl(String value) {
            confUrl = value;
        }

        public String getConfUrl() {
            return confUrl;
        }

        public void setArea(String value) {
            area = value;
        }

        public String getArea() {
            return area;
        }

        public void setUsingHttps(boolean enable) {
            usingHttps = enable;
        }

        public boolean isUsingHttps() {
            return usingHttps;
        }

        public void setNotCollect(Set<String> names) {
            notCollect = new HashSet<>(names);
        }

        public Set<String> getNotCollect() {
            return notCollect;
        }
    }

    /** Starts collecting; true unless it had been started. */
    public static synchronized boolean create(Context context, SmOption option) {
        if (profile != null || option.getOrganization().isEmpty()) {
            return false;
        }
        profile = new Profile(context, option);
        profile.start();
        return true;
    }

    /** Shumei's id of this device: one made here until its server gave one. */
    public static String getDeviceId() {
        Profile started = profile;
        return started == null ? "" : started.deviceId();
    }
}
