package android.net.http;

public abstract class UrlRequest {
    public interface Callback {}

    public abstract static class Builder {
        public abstract Builder setHttpMethod(String method);

        public abstract UrlRequest build();
    }
}
