package com.practice.chat;

import android.content.Context;
import android.util.DisplayMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;

/** What can be seen and touched. Any thread may call; each change is shown to the phone whole. */
final class Screen {
    interface Listener {
        void agreed();

        void declined();

        void sent(String prompt);
    }

    private static final int KEY_BACK = 4;
    private static final int KEY_ENTER = 66;
    private static final int KEY_DELETE = 67;
    private static final int MESSAGE_LIMIT = 200;
    private static final String TERMS = "Practice Chat works with partners to keep the service safe and to improve it. "
        + "Please agree to the terms of use and the privacy policy (https://chat.practice.test/privacy).";
    private static final String REFUSED = "Practice Chat cannot be used without your agreement.";

    private final Phone phone;
    private final Listener listener;
    private final TextInput field;
    private final Map<String, Target> consentTargets = new LinkedHashMap<>();
    private final Map<String, Target> chatTargets = new LinkedHashMap<>();
    private final List<JSONObject> messages = new ArrayList<>();
    private boolean consent = true;
    private boolean focused;
    private String note = TERMS;

    private static final class Target {
        final String label;
        final int x;
        final int y;
        final int w;
        final int h;

        /** Laid out on 1080 × 2340, scaled to the phone's own pixels. */
        Target(String label, int[] screen, int x, int y, int w, int h) {
            this.label = label;
            this.x = x * screen[0] / 1080;
            this.y = y * screen[1] / 2340;
            this.w = w * screen[0] / 1080;
            this.h = h * screen[1] / 2340;
        }

        boolean holds(int px, int py) {
            return px >= x && px < x + w && py >= y && py < y + h;
        }
    }

    Screen(Context context, Phone phone, Listener listener) {
        this.phone = phone;
        this.listener = listener;
        field = new TextInput(context, "Message Practice Chat");
        int[] size = size(context);
        consentTargets.put("decline", new Target("Decline", size, 120, 1500, 400, 130));
        consentTargets.put("agree", new Target("Agree", size, 560, 1500, 400, 130));
        chatTargets.put("field", new Target("Message Practice Chat", size, 40, 2130, 830, 140));
        chatTargets.put("send", new Target("Send", size, 900, 2130, 140, 140));
    }

    synchronized void show() {
        JSONArray targets = new JSONArray();
        for (Map.Entry<String, Target> entry : targets().entrySet()) {
            Target target = entry.getValue();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", entry.getKey());
            row.put("label", target.label);
            row.put("x", target.x);
            row.put("y", target.y);
            row.put("w", target.w);
            row.put("h", target.h);
            targets.put(new JSONObject(row));
        }
        Map<String, Object> screen = new LinkedHashMap<>();
        screen.put("title", consent ? "Terms and privacy" : "Practice Chat");
        screen.put("note", consent ? note : "");
        screen.put("consent", consent);
        screen.put("field", field.text());
        screen.put("focused", focused);
        screen.put("messages", new JSONArray(messages));
        screen.put("targets", targets);
        phone.show(new JSONObject(screen));
    }

    synchronized void command(JSONObject command) {
        String verb = command.optString("do");
        if ("text".equals(verb) && focused) {
            field.type(command.optString("text"));
            show();
        } else if ("tap".equals(verb)) {
            tap(command.optInt("x", -1), command.optInt("y", -1));
        } else if ("key".equals(verb)) {
            key(command.optInt("code"));
        } else {
            phone.log("nothing to do with " + command);
        }
    }

    synchronized void answered(String text) {
        add("bot", text);
        show();
    }

    private void tap(int x, int y) {
        for (Map.Entry<String, Target> entry : targets().entrySet()) {
            if (entry.getValue().holds(x, y)) {
                touched(entry.getKey());
                return;
            }
        }
    }

    private void touched(String target) {
        switch (target) {
            case "agree":
                consent = false;
                focused = true;
                show();
                listener.agreed();
                break;
            case "decline":
                note = REFUSED;
                show();
                listener.declined();
                break;
            case "field":
                focused = true;
                show();
                break;
            default:
                send();
        }
    }

    private void key(int code) {
        if (code == KEY_ENTER && focused) {
            send();
        } else if (code == KEY_DELETE && focused) {
            field.deleteLast();
            show();
        } else if (code == KEY_BACK) {
            focused = false;
            show();
        }
    }

    private void send() {
        String prompt = field.text().trim();
        if (!prompt.isEmpty()) {
            add("user", prompt);
            field.clear();
            show();
            listener.sent(prompt);
        }
    }

    private void add(String from, String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("from", from);
        message.put("text", text);
        if (messages.size() >= MESSAGE_LIMIT) {
            messages.remove(0);
        }
        messages.add(new JSONObject(message));
    }

    private Map<String, Target> targets() {
        return consent ? consentTargets : chatTargets;
    }

    private static int[] size(Context context) {
        try {
            DisplayMetrics metrics = context.getResources().getDisplayMetrics();
            return new int[] {metrics.widthPixels, metrics.heightPixels};
        } catch (RuntimeException | LinkageError noDisplay) {
            return new int[] {1080, 2340};
        }
    }
}
