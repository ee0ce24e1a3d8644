package com.bytedance.applog.encryptor;

public class EncryptorUtil {
    public static byte[] ttEncrypt(byte[] data, int size) { return data.clone(); }
}
