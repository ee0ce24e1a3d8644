package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.bugsnag.android.Bugsnag;
import com.bugsnag.android.Configuration;

public class bugsnag implements Sdk {
  @Override
  public void init(Application app) {
    Configuration config = new Configuration("0123456789abcdef0123456789abcdef");
    config.getEnabledErrorTypes().setNdkCrashes(false);
    config.getEnabledErrorTypes().setAnrs(false);
    Bugsnag.start(app, config);
    Bugsnag.setUser(Plant.USER, Plant.EMAIL, "Ada");
  }

  @Override
  public void send(Application app, int round) {
    Bugsnag.leaveBreadcrumb("chat_sent " + Plant.PROMPT);
    Bugsnag.notify(new IllegalStateException("round " + round));
  }
}
