package io.intercom.android.sdk;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an app tells Intercom about its user. */
public class UserAttributes {
    private final Map<String, Object> attributes;

    UserAttributes(Map<String, Object> attributes) {
        this.attributes = attributes;
    }

    public Map<String, Object> toMap() {
        return attributes;
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    public static final class Builder {
        private final Map<String, Object> attributes = new LinkedHashMap<>();
        private final Map<String, Object> custom = new LinkedHashMap<>();

        public Builder withUserId(String userId) {
            attributes.put("user_id", userId);
            return this;
        }

        public Builder withEmail(String email) {
            attributes.put("email", email);
            return this;
        }

        public Builder withName(String name) {
            attributes.put("name", name);
            return this;
        }

        public Builder withLanguageOverride(String language) {
            attributes.put("language_override", language);
            return this;
        }

        public Builder withCustomAttribute(String key, Object attribute) {
            custom.put(key, attribute);
            attributes.put("custom_attributes", custom);
            return this;
        }

        public UserAttributes build() {
            return new UserAttributes(new LinkedHashMap<>(attributes));
        }
    }
}
