package org.chromium.net;

import java.util.concurrent.Executor;

/** Cronet's public face, as far as an app calls it to ask for a URL; what is behind it has another's names. */
public abstract class CronetEngine {
    public static class Builder {
        public CronetEngine build() {
            return new impl.a();
        }
    }

    public abstract UrlRequest.Builder newUrlRequestBuilder(String url, UrlRequest.Callback callback, Executor executor);
}
