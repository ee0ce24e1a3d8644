package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import io.sentry.Sentry;
import io.sentry.android.core.SentryAndroid;
import io.sentry.protocol.User;

public class sentry implements Sdk {
  @Override
  public void init(Application app) {
    SentryAndroid.init(
        app,
        options -> {
          options.setDsn("https://0123456789abcdef0123456789abcdef@o77.ingest.sentry.io/77");
          options.setEnableNdk(false);
        });
    User user = new User();
    user.setId(Plant.USER);
    user.setEmail(Plant.EMAIL);
    Sentry.setUser(user);
  }

  @Override
  public void send(Application app, int round) {
    Sentry.addBreadcrumb("chat_sent " + Plant.PROMPT);
    Sentry.captureMessage("chat failed: " + Plant.PROMPT);
    Sentry.captureException(new IllegalStateException("round " + round));
  }
}
