package io.intercom.android.sdk;

import android.app.Application;
import io.intercom.android.nexus.NexusClient;
import io.intercom.android.sdk.api.Api;
import io.intercom.android.sdk.identity.Registration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stand-in for Intercom's messenger. */
public final class Intercom {
    private static volatile Intercom instance;

    private final Api api;
    private final NexusClient nexus;
    private volatile Map<String, Object> user = Collections.emptyMap();

    private Intercom(Application application, String apiKey, String appId) {
        api = new Api(application, apiKey, appId);
        nexus = new NexusClient(appId);
    }

    public static synchronized void initialize(Application application, String apiKey, String appId) {
        if (instance == null) {
            instance = new Intercom(application, apiKey, appId);
        }
    }

    public static Intercom client() {
        Intercom started = instance;
        if (started == null) {
            throw new IllegalStateException("Please call Intercom.initialize() before requesting the client.");
        }
        return started;
    }

    public void loginIdentifiedUser(Registration registration) {
        loginIdentifiedUser(registration, null);
    }

    public void loginIdentifiedUser(Registration registration, IntercomStatusCallback callback) {
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("user_id", registration.getUserId());
        who.put("email", registration.getEmail());
        if (registration.getAttributes() != null) {
            who.putAll(registration.getAttributes().toMap());
        }
        user = who;
        api.updateUser(user, true, callback);
        nexus.connect(registration.getUserId());
    }

    public void updateUser(UserAttributes attributes) {
        updateUser(attributes, null);
    }

    public void updateUser(UserAttributes attributes, IntercomStatusCallback callback) {
        Map<String, Object> who = new LinkedHashMap<>(user);
        who.putAll(attributes.toMap());
        user = who;
        api.updateUser(user, false, callback);
    }

    public void logEvent(String name) {
        logEvent(name, Collections.emptyMap());
    }

    public void logEvent(String name, Map<String, ?> metaData) {
        api.logEvent(user, name, metaData);
        nexus.say("nx.UserActivity", name);
    }
}
