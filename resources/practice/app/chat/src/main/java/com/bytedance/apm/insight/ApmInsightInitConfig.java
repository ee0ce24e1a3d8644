package com.bytedance.apm.insight;

import org.json.JSONObject;

/** What the app says about itself when it starts the performance monitor. */
public final class ApmInsightInitConfig {
    private final Builder builder;

    private ApmInsightInitConfig(Builder builder) {
        this.builder = builder;
    }

    public static Builder builder() {
        return new Builder();
    }

    public String getAid() {
        return builder.aid;
    }

    public String getToken() {
        return builder.token;
    }

    public String getChannel() {
        return builder.channel;
    }

    public static final class Builder {
        private String aid = "";
        private String token = "";
        private String channel = "";
        private JSONObject header = new JSONObject();
        private boolean network;

        public Builder aid(String value) {
            aid = value;
            return this;
        }

        public Builder token(String value) {
            token = value;
            return this;
        }

        public Builder channel(String value) {
            channel = value;
            return this;
        }

        public Builder addHeader(JSONObject value) {
            header = value;
            return this;
        }

        public Builder netMonitor(boolean enable) {
            network = enable;
            return this;
        }

        public ApmInsightInitConfig build() {
            return new ApmInsightInitConfig(this);
        }

        @Override
        public String toString() {
            return aid + " " + channel + " " + header + (network ? " with network" : "");
        }
    }
}
