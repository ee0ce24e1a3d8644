package com.bytedance.applog.encryptor;

/** Under the real class's name, so that it is watched: gives an array that only its input decides. */
public class EncryptorUtil {
    public static byte[] encrypt(byte[] data, int size) {
        byte[] out = new byte[size];
        for (int i = 0; i < size; i++) {
            out[i] = (byte) (data[i] ^ 0x5a);
        }
        return out;
    }
}
