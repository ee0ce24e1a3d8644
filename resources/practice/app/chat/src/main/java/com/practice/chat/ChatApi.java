package com.practice.chat;

import android.os.Build;
import com.bytedance.applog.AppLog;
import com.ishumei.smantifraud.SmAntiFraud;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The first party: a session is created synchronously, prompts are sent asynchronously. */
final class ChatApi {
    interface Answer {
        void replied(String text);

        void failed(String problem);
    }

    static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final String BASE = "https://chat.practice.test/api/v0/";
    private static final int ATTEMPTS = 3;

    private final OkHttpClient client;
    private final Background background;
    private volatile String session = "";
    private volatile int parent;

    ChatApi(Background background) {
        this.background = background;
        Dispatcher dispatcher = new Dispatcher(new ThreadPoolExecutor(4, 4, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(work, "practice-okhttp");
            made.setDaemon(true);
            return made;
        }));
        client = new OkHttpClient.Builder().dispatcher(dispatcher).connectTimeout(15, TimeUnit.SECONDS).build();
    }

    void ask(String prompt, Answer answer) {
        background.run(() -> {
            if (session.isEmpty()) {
                session = created();
            }
            complete(prompt, answer, 1);
        });
    }

    /** The server's id for the conversation, or one of our own when it gives none. */
    private String created() {
        Request request = request("chat_session/create", new JSONObject());
        try (Response response = client.newCall(request).execute()) {
            String given = new JSONObject(response.body().string()).optString("chat_session_id", "");
            return given.isEmpty() ? UUID.randomUUID().toString() : given;
        } catch (IOException | JSONException noAnswer) {
            return UUID.randomUUID().toString();
        }
    }

    private void complete(String prompt, Answer answer, int attempt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_session_id", session);
        body.put("parent_message_id", parent == 0 ? JSONObject.NULL : parent);
        body.put("prompt", prompt);
        body.put("ref_file_ids", new JSONArray());
        body.put("thinking_enabled", false);
        body.put("search_enabled", false);
        client.newCall(request("chat/completion", new JSONObject(body))).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException problem) {
                if (attempt < ATTEMPTS) {
                    background.after(1000L << attempt, () -> complete(prompt, answer, attempt + 1));
                } else {
                    answer.failed(problem.toString());
                }
            }

            @Override
            public void onResponse(Call call, Response response) {
                try (Response open = response) {
                    String text = open.body().string();
                    if (open.isSuccessful()) {
                        parent += 2;
                        answer.replied(reply(text));
                    } else {
                        onFailure(call, new IOException("status " + open.code()));
                    }
                } catch (IOException problem) {
                    onFailure(call, problem);
                }
            }
        });
    }

    private static String model() {
        try {
            return Build.MODEL == null ? "" : Build.MODEL;
        } catch (LinkageError noFramework) {
            return "";
        }
    }

    private static String reply(String json) {
        String made = "I am a practice chatbot: I do not think, I only send.";
        try {
            String given = new JSONObject(json).optString("reply", "");
            return given.isEmpty() ? made : given;
        } catch (JSONException notJson) {
            return made;
        }
    }

    /** A third party's ids travel to the first party here, as in the app this one is modelled on. */
    private static Request request(String path, JSONObject body) {
        return new Request.Builder().url(BASE + path)
            .header("User-Agent", "PracticeChat/1.0.7 Android/34")
            .header("x-app-version", "1.0.7")
            .header("x-client-platform", "android")
            .header("x-device-model", model())
            .header("x-device-id", SmAntiFraud.getDeviceId())
            .header("x-rangers-id", AppLog.getDid())
            .post(RequestBody.create(body.toString(), JSON)).build();
    }
}
