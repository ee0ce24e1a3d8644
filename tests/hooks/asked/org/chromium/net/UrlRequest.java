package org.chromium.net;

import java.util.concurrent.Executor;

public abstract class UrlRequest {
    public abstract static class Callback {}

    public abstract static class Builder {
        public abstract Builder setHttpMethod(String method);

        public abstract Builder setUploadDataProvider(Object provider, Executor executor);

        public abstract UrlRequest build();
    }
}
