package android.webkit;

import java.util.Map;

/** A web view's public face; the methods one calls from another are those Android's does. */
public class WebView {
    private WebViewClient client = new WebViewClient();

    public void setWebViewClient(WebViewClient client) {
        this.client = client;
    }

    public void loadUrl(String url) {
        if (!url.startsWith("javascript:")) fetch(url, "GET");
    }

    public void loadUrl(String url, Map<String, String> headers) {
        loadUrl(url);
    }

    public void postUrl(String url, byte[] data) {
        fetch(url, "POST");
    }

    public void loadDataWithBaseURL(String base, String data, String mime, String encoding, String history) {}

    public void evaluateJavascript(String script, Object callback) {}

    public void addJavascriptInterface(Object object, String name) {}

    /** Chromium asks the app's client for each part before it fetches it. */
    public void fetch(String url, String method) {
        client.shouldInterceptRequest(this, new WebResourceRequest() {
            public android.net.Uri getUrl() { return new android.net.Uri(url); }
            public String getMethod() { return method; }
        });
    }
}
