package io.intercom.android.sdk.identity;

import io.intercom.android.sdk.UserAttributes;

/** Who logs in. */
public class Registration {
    private String email = "";
    private String userId = "";
    private UserAttributes attributes;

    public static Registration create() {
        return new Registration();
    }

    public Registration withEmail(String value) {
        email = value;
        return this;
    }

    public Registration withUserId(String value) {
        userId = value;
        return this;
    }

    public Registration withUserAttributes(UserAttributes value) {
        attributes = value;
        return this;
    }

    public String getEmail() {
        return email;
    }

    public String getUserId() {
        return userId;
    }

    public UserAttributes getAttributes() {
        return attributes;
    }
}
