package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.segment.analytics.kotlin.android.AndroidAnalyticsKt;
import com.segment.analytics.kotlin.core.Analytics;
import com.segment.analytics.kotlin.core.compat.Builders;
import com.segment.analytics.kotlin.core.compat.JavaAnalytics;

public class segment implements Sdk {
  private JavaAnalytics api;

  @Override
  public void init(Application app) {
    Analytics analytics =
        AndroidAnalyticsKt.Analytics(
            "segmentkey",
            app,
            config -> {
              config.setFlushAt(3);
              return kotlin.Unit.INSTANCE;
            });
    api = new JavaAnalytics(analytics);
    api.identify(Plant.USER, Builders.buildJsonObject(o -> o.put("email", Plant.EMAIL)));
  }

  @Override
  public void send(Application app, int round) {
    api.track("chat_sent", Builders.buildJsonObject(o -> o.put("prompt", Plant.PROMPT).put("round", round)));
    api.flush();
  }
}
