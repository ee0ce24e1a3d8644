package com.bytedance.bdtracker;

import android.util.Base64;
import com.bytedance.applog.encryptor.EncryptorUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** AppLog's way of asking its server: HttpURLConnection, the body and the private part of the query TT-encrypted. */
final class Api {
    private Api() {
    }

    static String post(String url, String common, String secret, String json, boolean encrypted) throws IOException {
        String query = encrypted ? common + "&tt_info=" + Base64.encodeToString(packed(secret), Base64.URL_SAFE | Base64.NO_WRAP | Base64.NO_PADDING)
            : common + "&" + secret;
        byte[] body = encrypted ? packed(json) : json.getBytes(StandardCharsets.UTF_8);
        HttpURLConnection connection = (HttpURLConnection) new URL(url + "?" + query).openConnection();
        connection.setConnectTimeout(15000);
        connection.setReadTimeout(30000);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", encrypted ? "application/octet-stream;tt-data=a" : "application/json; charset=utf-8");
        connection.setRequestProperty("User-Agent", "com.practice.chat/41 (Linux; U; Android; Build/PP1A)");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException("status " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            return read(in);
        }
    }

    static String urlEncoded(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8");
        } catch (IOException always) {
            throw new IllegalStateException(always);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] zipped = bytes.toByteArray();
        return EncryptorUtil.encrypt(zipped, zipped.length);
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        for (int size = in.read(part); size >= 0; size = in.read(part)) {
            bytes.write(part, 0, size);
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
