package com.practice.chat;

import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.Collections;
import org.json.JSONObject;

/** The way out to the phone: one JSON object a line, from any thread. */
final class Phone {
    private final PrintStream out;

    Phone(PrintStream out) {
        try {
            this.out = new PrintStream(out, true, "UTF-8");
        } catch (UnsupportedEncodingException never) {
            throw new IllegalStateException(never);
        }
    }

    void show(JSONObject screen) {
        line("screen", screen);
    }

    void start(String process) {
        line("start", process);
    }

    void log(String text) {
        line("log", text);
    }

    private void line(String key, Object value) {
        String text = new JSONObject(Collections.singletonMap(key, value)).toString();
        synchronized (out) {
            out.println(text);
        }
    }
}
