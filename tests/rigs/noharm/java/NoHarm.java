import com.bytedance.applog.AppLog;
import com.bytedance.applog.encryptor.EncryptorUtil;
import com.google.android.gms.ads.identifier.AdvertisingIdClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls watched methods from many threads while garbage is collected, and says what came of it; any Java from 8 on.
 *
 * <p>Input: lines "run THREADS CALLS forced|natural" (CALLS in all; garbage is collected all the while, or when there is enough). Answer: "OK DIGEST DIFFERENCES COLLECTIONS CALLS_A_SECOND". DIGEST is of every
 * result; DIFFERENCES counts objects that were not the very ones expected. The end of the input ends the program, by itself.
 */
public class NoHarm {
    static final int ROUND = 100;
    static final AtomicInteger DIFFERENCES = new AtomicInteger();
    static final AtomicLong COLLECTIONS = new AtomicLong();
    static volatile boolean collecting;
    static volatile Object garbage;

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        System.out.println("UP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            try {
                System.out.println("OK " + run(Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3].equals("forced")));
            } catch (Throwable t) {
                System.out.println("FAIL " + t);
            }
        }
    }

    static String run(int threads, int calls, boolean forced) throws Exception {
        final int each = calls / threads;
        final long[] sums = new long[threads];
        Thread[] workers = new Thread[threads];
        DIFFERENCES.set(0);
        COLLECTIONS.set(0);
        Thread collector = forced ? collector() : null;
        long began = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            final int thread = t;
            workers[t] = new Thread("no-harm-" + t) {
                @Override
                public void run() {
                    sums[thread] = work(thread, each);
                }
            };
            workers[t].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        collecting = false;
        if (collector != null) {
            collector.join();
        }
        return Long.toHexString(Arrays.hashCode(sums) * 1000003L + Arrays.stream(sums).sum()) + " " + DIFFERENCES + " " + COLLECTIONS + " "
                + (long) (threads * (long) each / seconds);
    }

    static Thread collector() {
        collecting = true;
        Thread collector = new Thread("collector") {
            @Override
            public void run() {
                while (collecting) {
                    Runtime.getRuntime().gc(); // On Android System.gc() alone does nothing.
                    COLLECTIONS.incrementAndGet();
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        };
        collector.start();
        return collector;
    }

    static long work(int thread, int calls) {
        long sum = thread;
        try {
            String id = new String("id-" + thread);
            AdvertisingIdClient.Info info = new AdvertisingIdClient.Info(id);
            for (int i = 0; i < calls; i++) {
                sum = sum * 31 + one(thread, i, info, id);
            }
        } catch (Throwable t) {
            t.printStackTrace();
            DIFFERENCES.incrementAndGet();
        }
        return sum;
    }

    static long one(int thread, int i, AdvertisingIdClient.Info info, String id) throws Exception {
        byte[] data = ("call " + thread + " " + i).getBytes("UTF-8");
        switch (i % ROUND) {
            case 0:
                return event(i);
            case 1:
                return Arrays.hashCode(EncryptorUtil.encrypt(data, data.length));
            case 2:
                return Arrays.hashCode(packed(data));
            case 3:
                return Arrays.hashCode(encrypted(data));
            default:
                garbage = new byte[512];
                if (info.getId() != id) {
                    DIFFERENCES.incrementAndGet();
                }
                return i;
        }
    }

    static long event(int i) {
        try {
            AppLog.onEventV3("event_" + i);
            return 1;
        } catch (AppLog.Refused refused) {
            if (refused.call != i || !"onEventV3".equals(refused.getStackTrace()[0].getMethodName())) {
                DIFFERENCES.incrementAndGet();
            }
            return 2;
        }
    }

    static byte[] packed(byte[] data) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        gzip.write(data, 0, data.length);
        gzip.close();
        return out.toByteArray();
    }

    static byte[] encrypted(byte[] data) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(data);
    }
}
