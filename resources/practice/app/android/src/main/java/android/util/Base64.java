package android.util;

import java.nio.charset.StandardCharsets;

public class Base64 {
    public static final int DEFAULT = 0;
    public static final int NO_PADDING = 1;
    public static final int NO_WRAP = 2;
    public static final int URL_SAFE = 8;

    public static String encodeToString(byte[] input, int flags) {
        return new String(encode(input, flags), StandardCharsets.US_ASCII);
    }

    public static byte[] encode(byte[] input, int flags) {
        java.util.Base64.Encoder encoder = (flags & URL_SAFE) != 0 ? java.util.Base64.getUrlEncoder() : java.util.Base64.getEncoder();
        if ((flags & NO_WRAP) == 0) {
            encoder = (flags & URL_SAFE) != 0 ? encoder : java.util.Base64.getMimeEncoder(76, new byte[] {'\n'});
        }
        return ((flags & NO_PADDING) != 0 ? encoder.withoutPadding() : encoder).encode(input);
    }

    public static byte[] decode(String str, int flags) {
        return ((flags & URL_SAFE) != 0 ? java.util.Base64.getUrlDecoder() : java.util.Base64.getMimeDecoder()).decode(str);
    }
}
