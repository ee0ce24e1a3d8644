package com.bytedance.applog.encryptor;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** TT-Encrypt. In the real SDK ttEncrypt is native; the packet is the same. */
public class EncryptorUtil {
    private static final byte[] MAGIC = {0x12, 0x39, 0x20, 0x20, 0x02, 0x03};
    private static final byte[] SALT = hex("490cc21292b05d0cc06ccbe91fb92e21b5a7c538811dc85e27a96e28104e1cf6"
        + "9c7166efab232807390da78a8b91e49c44b49a43feb941a1e46f2656e613e47b");

    private EncryptorUtil() {
    }

    public static byte[] encrypt(byte[] data, int size) {
        return ttEncrypt(data, size);
    }

    /** The packet: magic, a random seed, AES-128-CBC over SHA-512(data) and data, keyed by seed and salt. */
    public static byte[] ttEncrypt(byte[] data, int size) {
        byte[] plain = Arrays.copyOf(data, size);
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            byte[] secret = sha512.digest(join(sha512.digest(seed), SALT));
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, 0, 16, "AES"), new IvParameterSpec(secret, 16, 16));
            return join(MAGIC, join(seed, aes.doFinal(join(sha512.digest(plain), plain))));
        } catch (GeneralSecurityException noSuchCipher) {
            throw new IllegalStateException(noSuchCipher);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] hex(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
