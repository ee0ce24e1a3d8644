package bench;

import com.bytedance.applog.AppLog;
import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** One call of a kind that the agent watches, with different arguments each time. */
interface Step {
    void run(int number) throws Exception;

    static Step of(String kind) throws Exception {
        switch (kind) {
            case "sdk": return number -> AppLog.onEventV3("bench", Map.of("n", number, "text", "a short text"));
            case "crypto": return crypto();
            case "device": return device();
            case "async": return async();
            default: throw new IllegalArgumentException(kind);
        }
    }

    private static Step crypto() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return number -> {
            byte[] text = ("a text of some forty characters, number " + number).getBytes();
            cipher.doFinal(text);
            digest.digest(text);
        };
    }

    /** By reflection: the phone's own android.jar is not there when this is compiled. */
    private static Step device() throws Exception {
        Class<?> resolver = Class.forName("android.content.ContentResolver");
        Method read = Class.forName("android.provider.Settings$Secure").getMethod("getString", resolver, String.class);
        return number -> read.invoke(null, null, "android_id");
    }

    private static Step async() {
        ExecutorService pool = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        return number -> pool.submit(() -> number).get();
    }
}
