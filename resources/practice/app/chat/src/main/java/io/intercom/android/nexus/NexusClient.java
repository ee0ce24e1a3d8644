package io.intercom.android.nexus;

import android.util.Log;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.json.JSONObject;

/** Intercom's real-time channel: one WebSocket, opened again after a while when it was lost. */
public final class NexusClient {
    private static final int ATTEMPTS = 6;

    private final OkHttpClient client = new OkHttpClient.Builder().pingInterval(30, TimeUnit.SECONDS).build();
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "nexus");
        made.setDaemon(true);
        return made;
    });
    private final String app;
    private volatile WebSocket socket;
    private volatile String user = "";
    private volatile int losses;

    public NexusClient(String appId) {
        app = appId;
    }

    public void connect(String userId) {
        user = userId;
        Request request = new Request.Builder().url("wss://nexus-websocket-a.intercom.io/pubsub/5-" + app
            + "?X-Nexus-New-Client=true&X-Nexus-Version=android.15.16.0&user_role=user").build();
        socket = client.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onOpen(WebSocket opened, Response response) {
                losses = 0;
            }

            @Override
            public void onClosing(WebSocket closing, int code, String reason) {
                closing.close(code, null);
                again("closed " + code);
            }

            @Override
            public void onFailure(WebSocket failed, Throwable problem, Response response) {
                again(problem.toString());
            }
        });
        say("nx.Subscribe", "user." + user);
        say("nx.UserPresence", "online");
    }

    /** Sends one small message, as soon as the connection stands; lost when there is none. */
    public void say(String name, String value) {
        WebSocket current = socket;
        if (current != null) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("value", value);
            data.put("user_id", user);
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("eventGuid", UUID.randomUUID().toString());
            message.put("eventName", name);
            message.put("eventData", new JSONObject(data));
            current.send(new JSONObject(message).toString());
        }
    }

    private void again(String problem) {
        Log.w("Nexus", problem);
        socket = null;
        losses++;
        if (losses < ATTEMPTS) {
            later.schedule(() -> connect(user), 1L << losses, TimeUnit.SECONDS);
        }
    }
}
