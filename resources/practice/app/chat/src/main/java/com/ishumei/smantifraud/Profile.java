package com.ishumei.smantifraud;

import android.content.Context;
import android.content.SharedPreferences;
import android.util.Base64;
import android.util.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.json.JSONException;
import org.json.JSONObject;

/** Asks for the configuration, then sends the fingerprint; one thread, each step tried again after a while. */
final class Profile {
    private static final String HOST = "fp-sa-it-acc.fengkongcloud.com";
    private static final byte[] IV = "0102030405060708".getBytes(StandardCharsets.US_ASCII);
    private static final int ATTEMPTS = 5;
    /** Made for the practice app; nobody has kept its private half. */
    private static final String DEFAULT_PUBLIC_KEY =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0macX+9awSuVFXnCH4c5qKSQRxm5aFitihVN6vAkJJ9kiHPJr98Z"
        + "/vVmmLPdYuX2HFR7v6qCcpZ2B9QFYvZckhpCTySDMWkIaXgtYbVML1W3ZazVHZE84Zi0FhcL1ImuCWHJAqZCRDgLAzDzdWFy"
        + "tzHV3c8i0H9u8eJqnFPT7BnU46W2Iu8yqZOYVNeQUEdQuRjZErStDywSOg6H3PC2uPXxHug100StOoLQtpxBfwD0PHUWvbt/"
        + "mh10GTCHA5HBYRXquf8kj8/nycaA1biFOgj1dcmLQTYKZLnSZPsjoMYBVMB6Iqc3qTtzMeGQnPUJTcb1eojSu8HDbLg0xYJy"
        + "9wIDAQAB";

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "smantifraud");
        made.setDaemon(true);
        return made;
    });
    private final Collector collector;
    private final SmAntiFraud.SmOption option;
    private final SharedPreferences kept;
    private volatile String deviceId;

    private interface Step {
        void run() throws IOException, JSONException, GeneralSecurityException;
    }

    Profile(Context context, SmAntiFraud.SmOption option) {
        this.option = option;
        collector = new Collector(context, option.getNotCollect());
        kept = Collector.quietly(() -> context.getSharedPreferences("shumei_sdk", Context.MODE_PRIVATE), null);
        String made = "D" + UUID.randomUUID().toString().replace("-", "");
        deviceId = kept == null ? made : kept.getString("smid", made);
    }

    void start() {
        attempt(1, this::configure);
    }

    String deviceId() {
        return deviceId;
    }

    private void configure() throws IOException, JSONException {
        JSONObject data = new JSONObject().put("os", "android").put("sdkver", "3.3.2").put("smid", deviceId).put("md5", "");
        Http.post(address(option.getConfUrl()), new JSONObject().put("organization", option.getOrganization())
            .put("appId", option.getAppId()).put("enc", 0).put("data", data).toString());
        attempt(1, this::report);
    }

    private void report() throws IOException, JSONException, GeneralSecurityException {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(IV));
        byte[] sealed = aes.doFinal(zipped(collector.collect().put("smid", deviceId).toString()));
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, publicKey());
        JSONObject body = new JSONObject().put("organization", option.getOrganization()).put("os", "android").put("appId", option.getAppId());
        body.put("encode", 2).put("compress", 2).put("data", Base64.encodeToString(sealed, Base64.NO_WRAP));
        body.put("ep", Base64.encodeToString(rsa.doFinal(key), Base64.NO_WRAP)).put("tn", "").put("sessionId", UUID.randomUUID().toString());
        JSONObject answer = new JSONObject(Http.post(address(option.getUrl()), body.toString()));
        JSONObject detail = answer.optJSONObject("detail");
        String given = detail == null ? "" : detail.optString("deviceId", "");
        if (!given.isEmpty()) {
            deviceId = given;
        }
        if (kept != null) {
            kept.edit().putString("smid", deviceId).apply();
        }
    }

    private void attempt(int number, Step step) {
        thread.schedule(() -> {
            try {
                step.run();
            } catch (IOException | JSONException | GeneralSecurityException failed) {
                Log.w("Smlog", "attempt " + number + ": " + failed);
                if (number < ATTEMPTS) {
                    attempt(number + 1, step);
                }
            }
        }, number == 1 ? 0 : 1L << number, TimeUnit.SECONDS);
    }

    private String address(String url) {
        return url.startsWith("/") ? (option.isUsingHttps() ? "https://" : "http://") + HOST + url : url;
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        String encoded = option.getPublicKey().isEmpty() ? DEFAULT_PUBLIC_KEY : option.getPublicKey();
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.decode(encoded, Base64.DEFAULT)));
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
