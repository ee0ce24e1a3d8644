package com.apm.insight.upload;

import java.security.SecureRandom;
import java.util.Arrays;

/** A scramble of APMPlus's own, without javax.crypto: eight random bytes, then the bytes under a stream that starts from them. */
final class Scrambler {
    private static final long SECRET = 0x5be0c7a94d1f2863L;

    private Scrambler() {
    }

    static byte[] scramble(byte[] plain) {
        byte[] seed = new byte[8];
        new SecureRandom().nextBytes(seed);
        long state = SECRET;
        for (byte part : seed) {
            state = (state ^ (part & 0xff)) * 0x100000001b3L;
        }
        byte[] scrambled = Arrays.copyOf(seed, seed.length + plain.length);
        for (int i = 0; i < plain.length; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            scrambled[seed.length + i] = (byte) (plain[i] ^ (state >>> 32));
        }
        return scrambled;
    }
}
