package com.apm.insight.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** APMPlus's way of asking its server. */
final class Http {
    private Http() {
    }

    static void get(String url) throws IOException {
        finish(open(url));
    }

    static void post(String url, String type, String encoding, byte[] body) throws IOException {
        HttpURLConnection connection = open(url);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", type);
        if (!encoding.isEmpty()) {
            connection.setRequestProperty("Content-Encoding", encoding);
        }
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        finish(connection);
    }

    private static HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setConnectTimeout(15000);
        connection.setReadTimeout(30000);
        return connection;
    }

    private static void finish(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException("status " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] part = new byte[4096];
            while (in.read(part) >= 0) {
                continue;
            }
        }
    }
}
