package com.practice.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.json.JSONObject;

/** -Dpractice.load=N: N small posts a second from two threads, numbered from 1 without gaps. A post that fails is not repeated. */
final class LoadTest {
    private static final String URL_BEFORE_NUMBER = "https://gator.volces.com/service/2/app_log/?load=";
    private static final long REPORT_EVERY = 500;

    private final int perSecond;
    private final Phone phone;
    private final AtomicLong next = new AtomicLong(1);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger threads = new AtomicInteger();

    LoadTest(int perSecond, Phone phone) {
        this.perSecond = perSecond;
        this.phone = phone;
    }

    void start() {
        long startNs = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            Thread made = new Thread(() -> run(startNs), "practice-load-" + threads.incrementAndGet());
            made.setDaemon(true);
            made.start();
        }
    }

    private void run(long startNs) {
        while (true) {
            long number = next.getAndIncrement();
            long waitNs = startNs + (number - 1) * TimeUnit.SECONDS.toNanos(1) / perSecond - System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, waitNs));
                post(number);
                if (answered.incrementAndGet() % REPORT_EVERY == 0) {
                    phone.log("load: " + answered + " answered, " + failed + " failed");
                }
            } catch (IOException problem) {
                if (failed.incrementAndGet() % REPORT_EVERY == 1) {
                    phone.log("load: number " + number + ": " + problem);
                }
            } catch (InterruptedException ending) {
                return;
            }
        }
    }

    private static void post(long number) throws IOException {
        byte[] body = new JSONObject(Collections.singletonMap("load", number)).toString().getBytes(StandardCharsets.UTF_8);
        HttpURLConnection connection = (HttpURLConnection) new URL(URL_BEFORE_NUMBER + number).openConnection();
        connection.setConnectTimeout(15000);
        connection.setReadTimeout(30000);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException("status " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] part = new byte[512];
            while (in.read(part) >= 0) {
                continue;
            }
        }
    }
}
