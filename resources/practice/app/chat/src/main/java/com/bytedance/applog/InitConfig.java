package com.bytedance.applog;

/** What the app says about itself when it starts AppLog. */
public class InitConfig {
    private final String aid;
    private final String channel;
    private String appName = "";

    public InitConfig(String aid, String channel) {
        this.aid = aid;
        this.channel = channel;
    }

    public String getAid() {
        return aid;
    }

    public String getChannel() {
        return channel;
    }

    public String getAppName() {
        return appName;
    }

    public InitConfig setAppName(String name) {
        appName = name;
        return this;
    }
}
