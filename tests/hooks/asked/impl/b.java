package impl;

import java.util.concurrent.Executor;
import org.chromium.net.UrlRequest;

public class b extends UrlRequest.Builder {
    public UrlRequest.Builder setHttpMethod(String method) {
        return this;
    }

    public UrlRequest.Builder setUploadDataProvider(Object provider, Executor executor) {
        return this;
    }

    public UrlRequest build() {
        return new UrlRequest() {};
    }
}
