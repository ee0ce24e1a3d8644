package com.apm.insight;

import android.content.Context;
import com.apm.insight.upload.Upload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stand-in for APMPlus's crash reporter. */
public final class MonitorCrash {
    private static volatile MonitorCrash instance;

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    private MonitorCrash() {
    }

    /** What the app says about itself when it starts the crash reporter. */
    public static final class Config {
        /** Asked at each upload: the ids may come later than the start. */
        public interface IDynamicParams {
            String getDid();

            String getUserId();
        }

        private final String aid;
        private String token = "";
        private String channel = "";
        private String deviceId = "";
        private String uid = "";
        private boolean keepAlive;
        private IDynamicParams dynamic;

        private Config(String aid) {
            this.aid = aid;
        }

        public static Config app(String aid) {
            return new Config(aid);
        }

        public Config token(String value) {
            token = value;
            return this;
        }

        public Config channel(String value) {
            channel = value;
            return this;
        }

        public Config dynamicParams(IDynamicParams params) {
            dynamic = params;
            return this;
        }

        /** For a background process: says every few seconds that it is still there. */
        public Config keepAlive(boolean enable) {
            keepAlive = enable;
            return this;
        }

        public Config setDeviceId(String did) {
            deviceId = did;
            return this;
        }

        public Config setUID(String id) {
            uid = id;
            return this;
        }

        public String getAid() {
            return aid;
        }

        public String getToken() {
            return token;
        }

        public String getChannel() {
            return channel;
        }

        public String getDeviceId() {
            return dynamic == null ? deviceId : dynamic.getDid();
        }

        public String getUID() {
            return dynamic == null ? uid : dynamic.getUserId();
        }

        public boolean isKeepAlive() {
            return keepAlive;
        }
    }

    public static synchronized MonitorCrash init(Context context, Config config) {
        if (instance == null) {
            instance = new MonitorCrash();
            Upload.start(context, config);
        }
        return instance;
    }

    public static MonitorCrash initSDK(Context context, Config config) {
        return init(context, config);
    }

    public MonitorCrash addTags(String key, String value) {
        tags.put(key, value);
        return this;
    }

    public void reportCustomErr(String message, String logType, Throwable throwable) {
        Upload.crash(message, logType, throwable, tags);
    }
}
