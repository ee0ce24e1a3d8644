package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.segment.analytics.Analytics;
import com.segment.analytics.Properties;
import com.segment.analytics.Traits;

public class segment_legacy implements Sdk {
  private Analytics api;

  @Override
  public void init(Application app) {
    api = new Analytics.Builder(app, "segmentoldkey").flushQueueSize(2).build();
    api.identify(Plant.USER, new Traits().putEmail(Plant.EMAIL), null);
  }

  @Override
  public void send(Application app, int round) {
    api.track("chat_sent_old", new Properties().putValue("prompt", Plant.PROMPT).putValue("round", round));
    api.flush();
  }
}
