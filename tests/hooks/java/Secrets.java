import java.io.*;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.*;
import java.util.*;
import java.util.zip.*;
import javax.crypto.*;
import javax.crypto.spec.*;

/** Cryptography in all its ways of being called; says what went in and what came out, in hexadecimal, one operation a word. */
public class Secrets {
    static final SecretKeySpec KEY = new SecretKeySpec("0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES");
    static final IvParameterSpec IV = new IvParameterSpec("fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
    static StringBuilder said;

    static String run(String what, String text) throws Exception {
        said = new StringBuilder();
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        switch (what) {
            case "arrays": arrays(in); break;
            case "in_place": inPlace(in); break;
            case "buffers": buffers(in); break;
            case "aad": aad(in); break;
            case "streams": streams(in); break;
            case "reuse": reuse(in); break;
            case "wrap": wrap(); break;
            case "rsa": rsa(in); break;
            case "big": big(); break;
            case "mac": mac(in); break;
            case "digest": digest(in); break;
            case "pack": pack(in); break;
            case "base64": base64(in); break;
            case "flood": flood(Integer.parseInt(text)); break;
            default: throw new IllegalArgumentException(what);
        }
        return said.toString().trim();
    }

    // Of what Java 17 has and Android 10 does not, nothing: this runs on both.
    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) text.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
        return text.toString();
    }

    static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] room = new byte[100];
        for (int n; (n = in.read(room, 0, room.length)) >= 0; ) all.write(room, 0, n);
        return all.toByteArray();
    }

    static void say(byte[] in, byte[] out) {
        said.append(hex(in)).append('>').append(hex(out)).append(' ');
    }

    static Cipher cipher(int mode) throws Exception {
        Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding");
        c.init(mode, KEY, IV);
        return c;
    }

    static void arrays(byte[] in) throws Exception {
        byte[] out = cipher(1).doFinal(in);
        say(in, out);
        byte[] room = new byte[in.length + 40];
        System.arraycopy(in, 0, room, 3, in.length);
        say(in, cipher(1).doFinal(room, 3, in.length));
        Cipher c = cipher(1);
        int n = c.update(in, 0, in.length, room, 5);
        n += c.doFinal(room, 5 + n);
        say(in, Arrays.copyOfRange(room, 5, 5 + n));
        say(out, cipher(2).doFinal(out));
    }

    static void inPlace(byte[] in) throws Exception {
        byte[] room = Arrays.copyOf(in, in.length + 32);
        int n = cipher(1).doFinal(room, 0, in.length, room, 0);
        say(in, Arrays.copyOf(room, n));
    }

    static void at(Buffer buffer, int position) {
        buffer.position(position);
    }

    static void buffers(byte[] in) throws Exception {
        for (int kind = 0; kind < 3; kind++) {
            ByteBuffer from = kind == 1 ? ByteBuffer.allocateDirect(in.length + 9) : ByteBuffer.allocate(in.length + 9);
            at(from, 4);
            from.put(in);
            ((Buffer) from).flip();
            at(from, 4);
            ByteBuffer to = kind == 1 ? ByteBuffer.allocateDirect(in.length + 48) : ByteBuffer.allocate(in.length + 48);
            at(to, 7);
            int n = cipher(1).doFinal(kind == 2 ? from.asReadOnlyBuffer() : from, to);
            byte[] out = new byte[n];
            at(to, 7);
            to.get(out);
            say(in, out);
        }
    }

    static void aad(byte[] in) throws Exception {
        Cipher c = Cipher.getInstance("AES/GCM/NoPadding");
        c.init(1, KEY, new GCMParameterSpec(128, new byte[12]));
        c.updateAAD("only authenticated".getBytes(StandardCharsets.UTF_8));
        say(in, c.doFinal(in));
    }

    static void streams(byte[] in) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CipherOutputStream o = new CipherOutputStream(out, cipher(1))) {
            o.write(in[0]);
            o.write(in, 1, 4);
            o.write(Arrays.copyOfRange(in, 5, in.length));
        }
        say(in, out.toByteArray());
        byte[] back;
        try (CipherInputStream i = new CipherInputStream(new ByteArrayInputStream(out.toByteArray()), cipher(2))) {
            back = all(i);
        }
        say(out.toByteArray(), back);
    }

    static void reuse(byte[] in) throws Exception {
        Cipher c = Cipher.getInstance("AES/ECB/PKCS5Padding");
        c.init(1, KEY);
        for (int i = 0; i < 3; i++) {
            byte[] one = Arrays.copyOf(in, in.length - i);
            say(one, c.doFinal(one));
        }
    }

    static void wrap() throws Exception {
        Cipher c = Cipher.getInstance("AESWrap");
        c.init(Cipher.WRAP_MODE, KEY);
        byte[] wrapped = c.wrap(KEY);
        say(KEY.getEncoded(), wrapped);
        c.init(Cipher.UNWRAP_MODE, KEY);
        say(wrapped, c.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded());
    }

    static void rsa(byte[] in) throws Exception {
        KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
        g.initialize(1024);
        KeyPair pair = g.generateKeyPair();
        Cipher c = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        c.init(1, pair.getPublic());
        byte[] out = c.doFinal(in);
        say(in, out);
        c.init(2, pair.getPrivate());
        say(out, c.doFinal(out));
    }

    static void big() throws Exception {
        byte[] in = new byte[3 << 20];
        new Random(1).nextBytes(in);
        byte[] out = cipher(1).doFinal(in);
        Cipher c = cipher(1);
        for (int at = 0; at < in.length; at += 8192) c.update(in, at, Math.min(8192, in.length - at));
        c.doFinal();
        say(Arrays.copyOf(in, 64), Arrays.copyOf(out, 64));
    }

    static void mac(byte[] in) throws Exception {
        Mac m = Mac.getInstance("HmacSHA256");
        m.init(KEY);
        say(in, m.doFinal(in));
        m.update(in[0]);
        m.update(in, 1, 4);
        m.update(ByteBuffer.wrap(in, 5, in.length - 5));
        m.update("again".getBytes(StandardCharsets.US_ASCII));
        say((new String(in, StandardCharsets.UTF_8) + "again").getBytes(StandardCharsets.UTF_8), m.doFinal());
        m.update("lost".getBytes(StandardCharsets.US_ASCII));
        m.reset();
        byte[] room = new byte[40];
        byte[] more = ("more " + new String(in, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        m.update(more);
        m.doFinal(room, 3);
        say(more, Arrays.copyOfRange(room, 3, 35));
    }

    static byte[] with(byte[] in, String more) {
        return (new String(in, StandardCharsets.UTF_8) + more).getBytes(StandardCharsets.UTF_8);
    }

    static void digest(byte[] in) throws Exception {
        MessageDigest d = MessageDigest.getInstance("SHA-256");
        say(in, d.digest(in));
        d.update(in[0]);
        d.update(in, 1, 4);
        d.update(ByteBuffer.wrap(in, 5, in.length - 5));
        MessageDigest half = (MessageDigest) d.clone();
        d.update("salt".getBytes(StandardCharsets.US_ASCII));
        say(with(in, "salt"), d.digest());
        half.update("pepper".getBytes(StandardCharsets.US_ASCII));
        byte[] room = new byte[50];
        int n = half.digest(room, 4, 46);
        say(with(in, "pepper"), Arrays.copyOfRange(room, 4, 4 + n));
        d.update("forgotten".getBytes(StandardCharsets.US_ASCII));
        d.reset();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        try (DigestInputStream i = new DigestInputStream(new ByteArrayInputStream(with(in, "in")), md5)) {
            all(i);
        }
        say(with(in, "in"), md5.digest());
        try (DigestOutputStream o = new DigestOutputStream(new ByteArrayOutputStream(), md5)) {
            o.write(with(in, "out"));
        }
        say(with(in, "out"), md5.digest());
    }

    static void pack(byte[] in) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
            gz.write(in[0]);
            gz.write(in, 1, in.length - 1);
        }
        try (GZIPInputStream gz = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            all(gz);
        }
        try (DeflaterOutputStream z = new DeflaterOutputStream(out)) {
            z.write(in);
        }
        Deflater d = new Deflater();
        d.setInput(in);
        d.finish();
        d.deflate(new byte[in.length + 64]);
        d.end();
    }

    static void base64(byte[] in) {
        say(in, Base64.getEncoder().encode(in));
        say(in, Base64.getUrlEncoder().encodeToString(in).getBytes(StandardCharsets.US_ASCII));
        Base64.getEncoder().encodeToString(new byte[100_000]);
    }

    static void flood(int count) throws Exception {
        MessageDigest d = MessageDigest.getInstance("SHA-1");
        for (int i = 0; i < count; i++) d.digest(("value number " + i).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) d.digest("the same value".getBytes(StandardCharsets.US_ASCII));
    }
}
