import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.*;
import java.util.concurrent.*;
import java.util.zip.*;
import javax.crypto.Cipher;
import javax.crypto.spec.*;
import javax.net.ssl.*;

/** A small program that talks when told to on standard input, and says on standard output what it sent and got. */
public class Talker {
    static final SSLContext TRUSTING = trusting();

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String[] w = line.split(" ", -1);
            try {
                System.out.println("OK " + run(w));
            } catch (Throwable t) {
                System.out.println("FAIL " + t);
            }
        }
    }

    static String run(String[] w) throws Exception {
        switch (w[0]) {
            case "tls": return talk(tls(Integer.parseInt(w[1])), w[2]);
            case "clear": return talk(new Socket("localhost", Integer.parseInt(w[1])), w[2]);
            case "odd": return talk(new Odd((SSLSocket) tls(Integer.parseInt(w[1]))), w[2]);
            case "wrapped": return talk(new Wrapping((SSLSocket) tls(Integer.parseInt(w[1]))), w[2]);
            case "flood": return flood(Integer.parseInt(w[1]), Integer.parseInt(w[2]), Integer.parseInt(w[3]));
            case "hold": held = new Socket("localhost", Integer.parseInt(w[1])); return more(w[2]);
            case "more": return more(w[1]);
            case "library": System.load(w[1]); return w[1];
            case "load": return load(Integer.parseInt(w[1]), Integer.parseInt(w[2]), Integer.parseInt(w[3]), Integer.parseInt(w[4]));
            case "crypt": return crypt(w[1]);
            case "secret": return Secrets.run(w[1], w[2]);
            case "fail": return fail();
            case "late": return late(w[1]);
            case "device_id": return deviceId();
            default: throw new IllegalArgumentException(w[0]);
        }
    }

    static Socket tls(int port) throws IOException {
        Socket plain = new Socket("localhost", port);
        return TRUSTING.getSocketFactory().createSocket(plain, "chat.example.test", port, true);
    }

    /** Writes the text in all the ways a stream has, then reads as many bytes in all the ways a stream has. */
    static String talk(Socket s, String text) throws IOException {
        byte[] out = text.getBytes(StandardCharsets.UTF_8);
        try (s) {
            OutputStream o = s.getOutputStream();
            o.write(out[0]);
            o.write(Arrays.copyOfRange(out, 1, 3));
            o.write(out, 3, out.length - 3);
            o.flush();
            InputStream i = s.getInputStream();
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            got.write(i.read());
            byte[] two = new byte[2];
            got.write(two, 0, i.read(two));
            byte[] room = new byte[4096];
            while (got.size() < out.length) got.write(room, 0, i.read(room, 7, room.length - 7) + 0 * shift(room));
            return got.toString("UTF-8");
        }
    }

    /** One connection, `rounds` times `size` bytes there and back; says how many bytes in all. */
    static String flood(int port, int rounds, int size) throws Exception {
        try (Socket s = tls(port)) {
            DataInputStream in = new DataInputStream(s.getInputStream());
            for (int r = 0; r < rounds; r++) {
                s.getOutputStream().write(new byte[size]);
                in.readFully(new byte[size]);
            }
        }
        return String.valueOf(2L * rounds * size);
    }

    // read(room, 7, …) leaves the bytes at 7: move them to the front.
    static int shift(byte[] room) {
        System.arraycopy(room, 7, room, 0, room.length - 7);
        return 0;
    }

    static Socket held;

    /** Sends more on the connection that is held open, and takes as much back. */
    static String more(String text) throws IOException {
        byte[] out = text.getBytes(StandardCharsets.UTF_8), back = new byte[out.length];
        held.getOutputStream().write(out);
        new DataInputStream(held.getInputStream()).readFully(back);
        return new String(back, StandardCharsets.UTF_8);
    }

    /** Many threads, many connections, garbage collected all the while; says a checksum of what came back. */
    static String load(int port, int threads, int rounds, int size) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        boolean[] over = {false};
        Thread gc = new Thread(() -> { while (!over[0]) { System.gc(); try { Thread.sleep(200); } catch (InterruptedException e) { return; } } });
        gc.start();
        List<Future<Long>> sums = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int seed = t;
            sums.add(pool.submit(() -> {
                CRC32 crc = new CRC32();
                Random random = new Random(seed);
                try (Socket s = tls(port)) {
                    DataInputStream in = new DataInputStream(s.getInputStream());
                    for (int r = 0; r < rounds; r++) {
                        byte[] out = new byte[size], back = new byte[size];
                        random.nextBytes(out);
                        s.getOutputStream().write(out);
                        in.readFully(back);
                        if (!Arrays.equals(out, back)) throw new IllegalStateException("other bytes came back");
                        crc.update(back);
                    }
                }
                return crc.getValue();
            }));
        }
        StringBuilder said = new StringBuilder();
        for (Future<Long> f : sums) said.append(said.length() == 0 ? "" : ",").append(f.get());
        over[0] = true;
        gc.join();
        pool.shutdown();
        return said.toString();
    }

    static String crypt(String text) throws Exception {
        Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding");
        c.init(Cipher.ENCRYPT_MODE, new SecretKeySpec("0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES"), new IvParameterSpec("fedcba9876543210".getBytes(StandardCharsets.US_ASCII)));
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] first = c.update(in, 0, 5), rest = c.doFinal(in, 5, in.length - 5);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (first != null) all.write(first);
        all.write(rest);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(packed)) {
            gz.write(in);
        }
        return Base64.getEncoder().encodeToString(all.toByteArray()) + " " + Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** The exception of a hooked call, as the app gets it. */
    static String fail() throws Exception {
        Socket s = new Socket();
        try {
            s.connect(new InetSocketAddress("localhost", 1), 500);
            return "connected";
        } catch (ConnectException e) {
            return e.getClass().getName() + ":" + e.getMessage() + ":" + e.getStackTrace()[e.getStackTrace().length - 1].getMethodName();
        }
    }

    static Class<?> loaded;

    /** Loads a class by a loader of its own. */
    static String late(String folder) throws Exception {
        URLClassLoader loader = new URLClassLoader(new URL[] {new File(folder).toURI().toURL()}, Talker.class.getClassLoader());
        loaded = loader.loadClass("com.ishumei.smantifraud.SmAntiFraud");
        return loaded.getName();
    }

    /** Whether what the class gives is the very object it has. */
    static String deviceId() throws Exception {
        return String.valueOf(loaded.getMethod("getDeviceId").invoke(null) == loaded.getField("ID").get(null));
    }

    static SSLContext trusting() {
        try {
            SSLContext c = SSLContext.getInstance("TLS");
            c.init(null, new TrustManager[] {new X509ExtendedTrustManager() {
                public void checkClientTrusted(X509Certificate[] a, String b) {}
                public void checkServerTrusted(X509Certificate[] a, String b) {}
                public void checkClientTrusted(X509Certificate[] a, String b, Socket s) {}
                public void checkServerTrusted(X509Certificate[] a, String b, Socket s) {}
                public void checkClientTrusted(X509Certificate[] a, String b, SSLEngine s) {}
                public void checkServerTrusted(X509Certificate[] a, String b, SSLEngine s) {}
                public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
            }}, null);
            return c;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
