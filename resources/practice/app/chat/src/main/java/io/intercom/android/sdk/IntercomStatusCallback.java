package io.intercom.android.sdk;

public interface IntercomStatusCallback {
    void onSuccess();

    void onFailure(String reason);
}
