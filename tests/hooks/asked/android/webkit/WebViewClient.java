package android.webkit;

public class WebViewClient {
    public Object shouldInterceptRequest(WebView view, String url) {
        return null;
    }

    public Object shouldInterceptRequest(WebView view, WebResourceRequest request) {
        return shouldInterceptRequest(view, request.getUrl().toString());
    }
}
