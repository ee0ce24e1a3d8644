package android.webkit;

public class WebView {
    public void loadDataWithBaseURL(String base, String data, String mime, String encoding, String history) {}
}
