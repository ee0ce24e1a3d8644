package android.net.http;

import java.util.concurrent.Executor;

/** Android 14's own Cronet, as far as an app calls it to ask for a URL. */
public abstract class HttpEngine {
    public static class Builder {
        public HttpEngine build() {
            return new Inner();
        }
    }

    public abstract UrlRequest.Builder newUrlRequestBuilder(String url, Executor executor, UrlRequest.Callback callback);

    static class Inner extends HttpEngine {
        public UrlRequest.Builder newUrlRequestBuilder(String url, Executor executor, UrlRequest.Callback callback) {
            return new UrlRequest.Builder() {
                public UrlRequest.Builder setHttpMethod(String method) {
                    return this;
                }

                public UrlRequest build() {
                    return new UrlRequest() {};
                }
            };
        }
    }
}
